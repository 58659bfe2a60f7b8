import { readFileSync } from 'node:fs';
import { markdownTable } from '../markdown-table.mjs';
import { at } from '../paths.mjs';
import { fill } from './fill.mjs';

/** @typedef {{ name: string, kind: string, train: number[], infer: number[], perProcessorSecond: number[] }} Rival */

/** The page of benchmarks as Markdown: tables and ratios from what the benchmarks printed, which was kept. */
export function benchmarksPage() {
  const { training, tables, notes } = JSON.parse(
    readFileSync(at('data', 'measured', 'benchmarks.json'), 'utf8'),
  );
  const template = readFileSync(new URL('benchmarks.md', import.meta.url), 'utf8');
  return fill(template, {
    table: (name) => markdownTable(tables[name].head, tables[name].rows),
    note: (name) => notes[name],
    speeds: () => speeds(training),
    faster: (task, time) => faster(training, task, time),
  });
}

/** @param {Rival[]} rivals */
function speeds(rivals) {
  const whole = (/** @type {number} */ value) => value.toLocaleString('en');
  const spread = (/** @type {number[]} */ [median, least, most]) =>
    `${whole(median)} (${whole(least)}–${whole(most)})`;
  return markdownTable(
    ['', 'train', 'infer', 'per second of processor time: train', 'infer'],
    rivals.map(({ name, train, infer, perProcessorSecond }) => [
      name,
      spread(train),
      spread(infer),
      ...perProcessorSecond.map(whole),
    ]),
  );
}

/**
 * How many times as fast as PyTorch's fastest we are, by the wall's clock or, with `time`, the processor's.
 *
 * @param {Rival[]} rivals
 * @param {'train' | 'infer'} task
 * @param {string} [time]
 */
function faster(rivals, task, time) {
  const speed = (/** @type {Rival} */ rival) =>
    time ? rival.perProcessorSecond[task === 'train' ? 0 : 1] : rival[task][0];
  const torch = rivals.filter(({ kind }) => kind === 'PyTorch').map(speed);
  const [ours] = rivals.filter(({ kind }) => kind === 'ours').map(speed);
  return ours / Math.max(...torch);
}
