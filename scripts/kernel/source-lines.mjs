import { SourceMap } from 'node:module';
import vm from 'node:vm';

const MAP = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)/g;
const FRAME = /cell-(\d+):(\d+):(\d+)/;

/** @typedef {{ number: number, code: string, maps: (string | undefined)[] }} Compiled */

/** @type {Map<number, Compiled>} */
const cells = new Map();
/** @type {Compiled} */
let current = { number: 0, code: '', maps: [] };

nameScripts();

/** From now on, compiled code belongs to cell `number`, which was typed as `code`. @param {number} number @param {string} code */
export function startCell(number, code) {
  current = { number, code, maps: [] };
  cells.set(number, current);
}

/** The topmost frame of `stack` that lies in a cell, as `{cell, line, text}` of the cell as typed, or null. @param {string} stack */
export function findLine(stack) {
  const frame = FRAME.exec(stack);
  return frame && locate(cells.get(Number(frame[1])), Number(frame[2]), Number(frame[3]));
}

/** Remembers how the running cell's code was compiled: by TypeScript to `js`, and that to `output`. @param {string} js @param {string} output */
export function keepSourceMaps(js, output) {
  current.maps = [output, js].map((code) => [...code.matchAll(MAP)].at(-1)?.[1]);
}

/** Names a cell's script `cell-N`, so that its frames can be told apart in a stack. */
function nameScripts() {
  const { runInThisContext } = vm;
  vm.runInThisContext = (code, options) =>
    runInThisContext(code, { ...Object(options), filename: `cell-${current.number}` });
}

/** @param {string | undefined} base64 */
function readMap(base64) {
  return base64 ? new SourceMap(JSON.parse(Buffer.from(base64, 'base64').toString())) : null;
}

/** @param {Compiled | undefined} cell @param {number} line @param {number} column */
function locate(cell, line, column) {
  /** @type {{ originalLine?: number, originalColumn?: number }} */
  let at = { originalLine: line - 1, originalColumn: column - 1 };
  for (const map of cell?.maps ?? [])
    at = readMap(map)?.findEntry(at.originalLine ?? 0, at.originalColumn ?? 0) ?? {};
  if (!cell || at.originalLine === undefined) return null;
  // tslab puts the line `export {};` before the cell: a 0-based line of its file is a 1-based line of the cell.
  return {
    cell: cell.number,
    line: at.originalLine,
    text: cell.code.split('\n')[at.originalLine - 1]?.trim() ?? '',
  };
}
