import { markdownTable } from '../markdown-table.mjs';
import { fill } from './fill.mjs';
import { kept, template } from './kept.mjs';
import { readingTable } from './reading.mjs';

/** @typedef {{ head: string[], rows: string[][] }} Table  of speeds, ours in the first row: a cell is a median, and least to most */

/** The columns of speeds, in images a second of wall time and of processor time. */
const COLUMNS = { train: 1, infer: 2, 'train/processor': 3, 'infer/processor': 4 };

/** The page of benchmarks as Markdown: tables and ratios from what the benchmarks printed, which was kept. */
export function benchmarksPage() {
  const { tables, notes } = kept('benchmarks');
  return fill(template('benchmarks'), {
    table: (name) => markdownTable(tables[name].head, tables[name].rows),
    note: (name) => notes[name],
    reading: () => readingTable(),
    faster: (name, column, peers) => faster(tables[name], column, peers),
  });
}

/**
 * How many times as fast as the fastest peer ours is; TF32, which rounds, counts for no one.
 *
 * @param {Table} table
 * @param {keyof typeof COLUMNS} column
 * @param {string} [peers]  a regular expression: only those whose name matches
 */
export function faster({ rows: [ours, ...others] }, column, peers = '') {
  const speed = (/** @type {string[]} */ row) => Number.parseFloat(row[COLUMNS[column]].replaceAll(',', ''));
  const compared = others.filter(([name]) => new RegExp(peers).test(name) && !name.includes('TF32'));
  const speeds = compared.map(speed).filter((value) => !Number.isNaN(value));
  return speed(ours) / Math.max(...speeds);
}
