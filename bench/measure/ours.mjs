/** Child of the benchmark, alone in its process for the sake of its memory: ours.mjs FOLDER REPEATS COPIES C H. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
/** @type {{ measure: typeof import('cnn-fragility').measure }} */
const { measure } = require('../../lib/dist/measure/measure');
const { argmax } = require('../../lib/dist/embed/embeddings');

/** @import { Embedding, Embeddings } from 'cnn-fragility' */
/** @import { Seconds } from '../children.mjs' */

const folder = process.argv[2];
const [repeats, copies, C, H] = process.argv.slice(3).map(Number);

/**
 * An array of a file, so many times over.
 *
 * @template {Float32Array | Int32Array} T
 * @param {string} name
 * @param {new (from: ArrayBuffer | number) => T} Type
 * @param {number} times
 */
function array(name, Type, times) {
  const { buffer } = Uint8Array.from(readFileSync(join(folder, name)));
  const once = new Type(buffer);
  const all = new Type(once.length * times);
  for (let copy = 0; copy < times; copy++) all.set(once, copy * once.length);
  return all;
}

/** @param {string} name @param {number} times @returns {Embedding} */
function embedding(name, times) {
  const [fe, logits] = ['fe', 'logits'].map((of) => array(`${name}_${of}.f32`, Float32Array, times));
  const labels = array(`${name}_label.i32`, Int32Array, times);
  const predictions = labels.map((_, i) => argmax(logits.subarray(i * C, (i + 1) * C)));
  return { n: labels.length, H, C, fe, logits, labels, predictions };
}

/** @type {Embeddings['head']} */
const head = { kind: 'linear', H, C, W: array('W.f32', Float32Array, 1), b: array('b.f32', Float32Array, 1) };
const classNames = Array.from({ length: C }, (_, c) => String(c));

/** Wall and CPU seconds of one analysis; copies of the objects, so that nothing is known of them from before. @param {Embedding} train @param {Embedding} test */
function timed(train, test) {
  const fresh = { head: { ...head }, train: { ...train }, test: { ...test }, classNames };
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const json = JSON.stringify(measure(fresh));
  const { user, system } = process.cpuUsage(cpu);
  return { wall: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6, json };
}

/** @param {Seconds[]} runs @returns {Seconds} */
function medians(runs) {
  const median = (/** @type {(run: Seconds) => number} */ of) =>
    runs.map(of).sort((a, b) => a - b)[runs.length >> 1];
  return { wall: median((run) => run.wall), cpu: median((run) => run.cpu) };
}

/** @param {Embedding} embedding */
function bytes({ fe, logits, labels, predictions }) {
  return [fe, logits, labels, predictions].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** The first run, which compiles, does not count. */
function atOnce() {
  const [train, test] = [embedding('train', 1), embedding('test', 1)];
  const runs = Array.from({ length: 1 + repeats }, () => timed(train, test)).slice(1);
  writeFileSync(join(folder, 'ours.json'), runs[0].json);
  return medians(runs);
}

const once = atOnce();
globalThis.gc?.(); // there with --expose-gc
const before = process.memoryUsage().rss;
const [train, test] = [embedding('train', copies), embedding('test', copies)];
const many = medians([timed(train, test), timed(train, test), timed(train, test)]);
const peakBytes = process.resourceUsage().maxRSS * 1024 - before;
console.log(JSON.stringify({ once, many, peakBytes, inputBytes: bytes(train) + bytes(test) }));
