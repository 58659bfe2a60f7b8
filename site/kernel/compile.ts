import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import ts from 'typescript-js';
import { guardAwaits } from '../../scripts/kernel/guard-awaits.mjs';
import type { CellModule } from './cell';

/** What runs of a cell: the body of a function of `exports`, `require` and `__tslab__`, and the way back to what was typed. */
export interface Compiled {
  readonly js: string;
  /** Modules that it loads; one that is imported for its types alone is none. */
  readonly imports: readonly string[];
  /** The offset in the cell's module of a 1-based place in `js`. */
  offsetOf(line: number, column: number): number | null;
}

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
  sourceMap: true,
  inlineSources: false,
};

/** Translates a cell; types are not looked at. */
export function compile({ file, text }: CellModule): Compiled {
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: file,
    compilerOptions: OPTIONS,
    transformers: { before: [guardAwaits(ts) as ts.TransformerFactory<ts.SourceFile>] },
  });
  const map = new TraceMap(sourceMapText!);
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return {
    js: outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ''),
    imports: [...outputText.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name),
    offsetOf(line, column) {
      const { line: found, column: at } = originalPositionFor(map, { line, column: column - 1 });
      return found === null ? null : starts[found - 1] + at;
    },
  };
}
