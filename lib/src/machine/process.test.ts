import { afterEach, expect, it } from 'vitest';
import { inTemporaryFolder } from './temporary';

const KERNEL = Symbol.for('cnn-fragility.interruption');
afterEach(() => {
  Reflect.deleteProperty(globalThis, KERNEL);
});

/** How many answer SIGINT in this process while a temporary folder is in use. */
function listeners(): number {
  return inTemporaryFolder('test', {}, () => process.listenerCount('SIGINT'));
}

it('answers Ctrl-C while a temporary folder is in use, so that it is cleared', () => {
  expect(listeners()).toBeGreaterThan(0);
});

it('leaves Ctrl-C to the kernel of a notebook, which hears of it in a thread', () => {
  const before = process.listenerCount('SIGINT');
  Reflect.set(globalThis, KERNEL, { signal: new AbortController().signal });
  expect(listeners()).toBe(before);
});
