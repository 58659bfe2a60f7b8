import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { at } from '../paths.mjs';
import { withFewerWorkers } from './fewer-workers.mjs';

const FILE = at(
  ...['node_modules', '@tensorflow', 'tfjs-backend-wasm', 'wasm-out', 'tfjs-backend-wasm-threaded-simd.js'],
);

it.each([
  [1, 1],
  [2, 1],
  [6, 3],
  [32, 8],
])('%i threads of the processor: %i workers', (hardwareConcurrency, workers) => {
  const [, size] = /pthreadPoolSize=(.*?);/.exec(withFewerWorkers(readFileSync(FILE, 'utf8'))) ?? [];
  expect(new Function('navigator', `return ${size}`)({ hardwareConcurrency })).toBe(workers);
});

it('says when TensorFlow starts its workers in another way', () => {
  expect(() => withFewerWorkers('var pthreadPoolSize=4;')).toThrow(/has no pthreadPoolSize=8; any more/);
});
