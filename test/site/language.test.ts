import ts from 'typescript-js';
import { expect, it, vi } from 'vitest';
import { cellModule } from '../../site/kernel/cell';
import { Language } from '../../site/kernel/language';

const PACK = 'export declare const two: number;';

const declarations = {
  '/lib/lib.es2022.d.ts':
    'interface Array<T> {} interface Boolean {} interface Function {} interface Number {}',
  '/lib/lib.webworker.d.ts':
    'interface IArguments {} interface Object {} interface RegExp {} interface String {}',
  '/node_modules/pack/package.json': JSON.stringify({ name: 'pack', types: 'index.d.ts' }),
  '/node_modules/pack/index.d.ts': PACK,
};

/** What the compiler reads, whole, while a cell is checked. */
function readIn(language: Language, code: string): string[] {
  const { fromString } = ts.ScriptSnapshot;
  const read: string[] = [];
  const spy = vi.spyOn(ts.ScriptSnapshot, 'fromString').mockImplementation((text) => {
    const snapshot = fromString(text);
    const getText = (start: number, end: number) => {
      read.push(text);
      return snapshot.getText(start, end);
    };
    return { ...snapshot, getText, getLength: () => text.length, getChangeRange: () => undefined };
  });
  try {
    expect(language.check(cellModule(code, 1, new Map()), code)).toEqual([]);
  } finally {
    spy.mockRestore();
  }
  return read;
}

it('reads a package once, though a cell in between does not use it', () => {
  const language = new Language(declarations);
  const uses = "import { two } from 'pack';\nconst n: number = two;";
  expect(readIn(language, uses)).toContain(PACK);
  expect(readIn(language, 'const m: number = 1;')).not.toContain(PACK);
  expect(readIn(language, uses)).not.toContain(PACK);
});
