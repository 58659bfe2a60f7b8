import { numbersOf } from '../notebooks/numbers.mjs';

/** Digits, with their sign, point and power of ten. */
const NUMBER = /[-−]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?/g;

/**
 * Where two executions of a notebook show something else: `{ id, code, path, here, there }` each, `path` being the place in what the
 * cell shows.
 */
export function differences(here, there) {
  const [ours, theirs] = [here, there].map((notebook) => numbersOf(notebook));
  const sources = new Map(here.cells.map(({ id, source }) => [id, [source].flat().join('')]));
  return ours.flatMap((cell, i) =>
    between(cell, theirs[i], '').map((found) => ({ id: cell.id, code: sources.get(cell.id), ...found })),
  );
}

function between(first, second, path) {
  const both = [first, second].map(joined);
  const [here, there] = both;
  if (Object.is(here, there)) return [];
  if (!both.every((value) => typeof value === 'object' && value !== null)) return [{ path, here, there }];
  const keys = new Set(both.flatMap(Object.keys));
  return [...keys].flatMap((key) => between(here[key], there[key], `${path}/${key}`));
}

/** A text that a file holds as its lines. */
function joined(value) {
  const isLines = Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'string');
  return isLines ? value.join('') : value;
}

/** The largest difference of two numbers at the same place of two texts, relative to the larger; Infinity if words differ. */
export function distance(here, there) {
  if (typeof here === 'number' && typeof there === 'number') return relative(here, there);
  const [words, others] = [here, there].map((text) => String(text).replace(NUMBER, '#'));
  if (words !== others) return Infinity;
  const [numbers, second] = [here, there].map((text) => String(text).match(NUMBER) ?? []);
  return Math.max(0, ...numbers.map((digits, i) => relative(numberIn(digits), numberIn(second[i]))));
}

function numberIn(digits) {
  return Number(digits.replaceAll(',', '').replace('−', '-'));
}

function relative(a, b) {
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}
