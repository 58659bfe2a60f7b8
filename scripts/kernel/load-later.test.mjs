import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { DANFO_NEEDS_LATER, loadLater } from './load-later.mjs';

const require = createRequire(import.meta.url);
const isLoaded = (/** @type {string} */ name) =>
  Object.keys(require.cache).some((file) => file.includes(`/node_modules/${name}/`));

it('loads what Danfo seldom needs when it is needed', () => {
  const danfo = loadLater(DANFO_NEEDS_LATER, () => require('danfojs-node'));
  expect(DANFO_NEEDS_LATER.filter(isLoaded)).toEqual([]);
  const frame = new danfo.DataFrame({ a: [1, 2, 3] });
  expect(frame.a.mean()).toBe(2);
  expect(isLoaded('mathjs')).toBe(false);
  expect(frame.a.std()).toBe(1);
  expect(isLoaded('mathjs')).toBe(true);
  expect([...new danfo.MinMaxScaler().fit([0, 4]).transform([1, 3])]).toEqual([0.25, 0.75]);
  expect(danfo.tensorflow.tensor1d([1, 2]).shape).toEqual([2]);
});

it('stands for a module that is a function, and loads it once', () => {
  let times = 0;
  const protect = (/** @type {() => object} */ load) => () => {
    times++;
    return load();
  };
  const events = loadLater(['node:events'], () => require('node:events'), protect);
  expect([times, 'once' in events, new events.EventEmitter().listenerCount('a'), times]).toEqual([
    0,
    true,
    0,
    1,
  ]);
});
