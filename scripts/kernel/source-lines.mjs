import { createRequire, SourceMap } from 'node:module';
import vm from 'node:vm';

const require = createRequire(import.meta.url);
const MAP = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)/g;
const FRAME = /cell-(\d+):(\d+):(\d+)/;

const cells = new Map();
let current = { number: 0, code: '', maps: [] };

// Importing this file is what changes the compiler, because tslab copies TypeScript's functions as it loads:
// it has to be imported before any part of tslab.
writeSourceMaps();
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

/** Makes both of tslab's compile steps (TypeScript to modules, modules to CommonJS) write source maps. */
function writeSourceMaps() {
  const path = require.resolve('@tslab/typescript-for-tslab');
  const ts = require(path);
  require.cache[path].exports = {
    ...ts,
    createWatchCompilerHost: (files, options, ...rest) =>
      ts.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
    transpileModule: (js, options) => {
      const compilerOptions = { ...options.compilerOptions, inlineSourceMap: true };
      const result = ts.transpileModule(js, { ...options, compilerOptions });
      current.maps = [readMap(result.outputText), readMap(js)];
      return result;
    },
  };
}

/** Names a cell's script `cell-N`, so that its frames can be told apart in a stack. */
function nameScripts() {
  const { runInThisContext } = vm;
  vm.runInThisContext = (code, options) =>
    runInThisContext(code, { ...options, filename: `cell-${current.number}` });
}

function readMap(js) {
  const found = [...js.matchAll(MAP)].at(-1);
  return found && new SourceMap(JSON.parse(Buffer.from(found[1], 'base64').toString()));
}

function locate(cell, line, column) {
  let at = { originalLine: line - 1, originalColumn: column - 1 };
  for (const map of cell?.maps ?? []) at = map?.findEntry(at.originalLine, at.originalColumn) ?? {};
  if (at.originalLine === undefined) return null;
  // tslab puts the line `export {};` before the cell: a 0-based line of its file is a 1-based line of the cell.
  return {
    cell: cell.number,
    line: at.originalLine,
    text: cell.code.split('\n')[at.originalLine - 1]?.trim() ?? '',
  };
}
