import { SourceMap } from 'node:module';
import vm from 'node:vm';

const MAP = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)/g;
const FRAME = /cell-(\d+):(\d+):(\d+)/;

const cells = new Map();
let current = { number: 0, code: '', maps: [] };

nameScripts();

/** From now on, compiled code belongs to cell `number`, which was typed as `code`. */
export function startCell(number, code) {
  current = { number, code, maps: [] };
  cells.set(number, current);
}

/** The topmost frame of `stack` that lies in a cell, as `{cell, line, text}` of the cell as typed, or null. */
export function findLine(stack) {
  const frame = FRAME.exec(stack);
  return frame && locate(cells.get(Number(frame[1])), Number(frame[2]), Number(frame[3]));
}

/** Remembers how the running cell's code was compiled: by TypeScript to `js`, and that to `output`. */
export function keepSourceMaps(js, output) {
  current.maps = [output, js].map((code) => [...code.matchAll(MAP)].at(-1)?.[1]);
}

/** Names a cell's script `cell-N`, so that its frames can be told apart in a stack. */
function nameScripts() {
  const { runInThisContext } = vm;
  vm.runInThisContext = (code, options) =>
    runInThisContext(code, { ...options, filename: `cell-${current.number}` });
}

function readMap(base64) {
  return base64 && new SourceMap(JSON.parse(Buffer.from(base64, 'base64').toString()));
}

function locate(cell, line, column) {
  let at = { originalLine: line - 1, originalColumn: column - 1 };
  for (const map of cell?.maps ?? []) at = readMap(map)?.findEntry(at.originalLine, at.originalColumn) ?? {};
  if (at.originalLine === undefined) return null;
  // tslab puts the line `export {};` before the cell: a 0-based line of its file is a 1-based line of the cell.
  return {
    cell: cell.number,
    line: at.originalLine,
    text: cell.code.split('\n')[at.originalLine - 1]?.trim() ?? '',
  };
}
