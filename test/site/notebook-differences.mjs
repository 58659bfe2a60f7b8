import { codeCells, textOf } from '../../scripts/notebooks/notebook.mjs';
import { cellModule } from '../../site/kernel/cell';
import { numbersOf } from '../notebooks/numbers.mjs';

/** Of a number, what the last digits of 64 bits are. */
const LAST_DIGITS = 1e-14;

/** Digits, with their sign, point and power of ten. */
const NUMBER = /[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?/g;

/** Numbers in a row, of which there may be more or fewer. */
const ROW = /#(?:,#)+/g;

/**
 * What follows from the numbers of a trained network: its answer to an image, the pictures and embeddings that are shown, a
 * number that there is none of (a class of which it misses no image), the width of a column.
 */
const FOLLOWS = [
  [/recognised|taken for \w+/g, 'answer'],
  [/[\w+/]{60,}=*/g, 'data in base64'],
  [/unknown/g, '0'],
  [/ +/g, ' '],
];

/** What a browser prints of itself before it trains. */
const BACKEND = /^Computes with .*\n/m;

/**
 * Where two executions of a notebook show something else: `{ id, path, here, there }`, `path` being the place in what the cell
 * shows.
 */
export function differences(here, there) {
  const theirs = new Map(numbersOf(there).map((cell) => [cell.id, cell]));
  return numbersOf(here).flatMap((cell) => {
    const ours = { ...cell, printed: cell.printed.replace(BACKEND, '') };
    return between(ours, theirs.get(cell.id), '').map((found) => ({ id: cell.id, ...found }));
  });
}

function between(first, second, path) {
  const both = [first, second].map(joined);
  const [here, there] = both;
  if (Object.is(here, there) || areOneNumber(here, there)) return [];
  if (!both.every((value) => typeof value === 'object' && value !== null)) return [{ path, here, there }];
  const keys = new Set(both.flatMap(Object.keys));
  return [...keys].flatMap((key) => between(here[key], there[key], `${path}/${key}`));
}

/** JavaScript leaves the last digits of `**`, `exp` and their kind to the engine, and a browser's is another than Node's. */
function areOneNumber(here, there) {
  const areNumbers = typeof here === 'number' && typeof there === 'number';
  return areNumbers && Math.abs(here - there) <= LAST_DIGITS * Math.abs(there);
}

/** A text that a file holds as its lines. */
function joined(value) {
  const isLines = Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'string');
  return isLines ? value.join('') : value;
}

/** Whether two values are numbers or none, or texts that differ in numbers and what follows from them alone. */
export function sayTheSame({ here, there }) {
  if ([here, there].every((value) => value === null || typeof value === 'number')) return true;
  if (typeof here !== 'string' || typeof there !== 'string') return false;
  return wordsOf(here) === wordsOf(there);
}

function wordsOf(text) {
  const words = FOLLOWS.reduce((so, [what, name]) => so.replace(what, name), text);
  return words.replace(NUMBER, '#').replace(ROW, '#');
}

/** The ids of cells that train a network, or use one that an earlier cell has trained. */
export function trainedCells(notebook) {
  const trained = new Map();
  const ids = codeCells(notebook)
    .filter((cell, k) => {
      const code = textOf(cell);
      const { text, names } = cellModule(code, k + 1, trained);
      const uses = text.startsWith('export {}; import ') || code.includes('.trainLive(');
      for (const [name, from] of names) if (uses) trained.set(name, from);
      return uses;
    })
    .map(({ id }) => id);
  return new Set(ids);
}
