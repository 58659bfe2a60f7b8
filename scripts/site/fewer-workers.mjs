import { readFileSync } from 'node:fs';

/** How many workers TensorFlow's WebAssembly starts before its first number. */
const ALWAYS = 'pthreadPoolSize=8;';

/** How many it computes with: half the processor's threads, from one to eight. With fewer workers than that it would wait for ever. */
const NEEDED = 'pthreadPoolSize=Math.max(1,Math.min(8,navigator.hardwareConcurrency>>1));';

/**
 * Has TensorFlow's WebAssembly start as many workers as it computes with: the first cell with a tensor waits for all of them.
 *
 * @type {import('esbuild').Plugin}
 */
export const fewerWorkers = {
  name: 'fewer workers',
  setup({ onLoad }) {
    onLoad({ filter: /tfjs-backend-wasm-threaded-simd\.js$/ }, ({ path }) => ({
      contents: withFewerWorkers(readFileSync(path, 'utf8')),
    }));
  },
};

/** @param {string} code */
export function withFewerWorkers(code) {
  if (code.split(ALWAYS).length !== 2)
    throw new Error(`TensorFlow’s WebAssembly has no ${ALWAYS} any more: look how many workers it starts.`);
  return code.replace(ALWAYS, NEEDED);
}
