import { existsSync, readFileSync } from 'node:fs';
import { markdownTable } from '../markdown-table.mjs';
import { at } from '../paths.mjs';

/** @typedef {{ wall: number, cpu: number, peakGb: number }} Timed */
/** @typedef {{ ratio: number, cpuRatio: number, ours: Timed, numpy: Timed }} Compared */

const HEAD = ['', 'ours', 'NumPy', 'ratio', 'of processor time', 'at peak'];

/**
 * What `npm run bench -- reading` found, as Markdown, from the line of JSON that it printed last, which is kept in
 * data/measured/reading.json; a sentence where there is none yet.
 */
export function readingTable(file = at('data', 'measured', 'reading.json')) {
  if (!existsSync(file)) return 'No run of `reading` is kept here.';
  const { share, load, ...outcome } = JSON.parse(readFileSync(file, 'utf8'));
  const rows = Object.entries(outcome).flatMap(([name, value]) => (value?.numpy ? [row(name, value)] : []));
  const part = share === 1 ? 'all instances' : `a share of ${share} of the instances`;
  return `\`reading\`, ${part}, once each, load ${load}:\n\n${markdownTable(HEAD, rows)}`;
}

/** @param {string} name @param {Compared} compared */
function row(name, { ratio, cpuRatio, ours, numpy }) {
  const seconds = (/** @type {number} */ wall) => `${wall.toFixed(1)} s`;
  const peaks = `${ours.peakGb.toFixed(2)} and ${numpy.peakGb.toFixed(2)} GB`;
  return [name, seconds(ours.wall), seconds(numpy.wall), ratio.toFixed(2), cpuRatio.toFixed(2), peaks];
}
