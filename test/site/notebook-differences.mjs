import { cellModule } from '../../site/kernel/cell';
import { numbersOf } from '../notebooks/numbers.mjs';

/** Digits, with their sign, point and power of ten. */
const NUMBER = /[-−]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?/g;

/** What a browser prints of itself before it trains. */
const BACKEND = /^Computes with .*\n/m;

/** Where two executions of a notebook show something else: `{ id, path, here, there }`, `path` being the place in what the cell shows. */
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

/** Whether two values are numbers, or texts that differ in numbers alone. */
export function sayTheSame({ here, there }) {
  if (typeof here === 'number' && typeof there === 'number') return true;
  const [first, second] = [here, there].map((text) => typeof text === 'string' && text.replace(NUMBER, '#'));
  return first !== false && first === second;
}

/** The ids of cells that train a network, or use one that an earlier cell has trained. */
export function trainedCells({ cells }) {
  const trained = new Map();
  const ids = cells
    .filter(({ cell_type: type }) => type === 'code')
    .filter(({ source }, k) => {
      const code = [source].flat().join('');
      const { text, names } = cellModule(code, k + 1, trained);
      const uses = text.startsWith('export {}; import ') || code.includes('.trainLive(');
      for (const [name, from] of names) if (uses) trained.set(name, from);
      return uses;
    })
    .map(({ id }) => id);
  return new Set(ids);
}
