import ts from 'typescript-js';
import { INSTALLING } from '../../scripts/kernel/hints.mjs';
import type { CellModule } from './cell';
import type { Report } from './failure';

/** Checked as the notebooks' kernel on Node checks: it is not strict. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.webworker.d.ts'],
  types: [],
  strict: false,
  esModuleInterop: true,
  allowUnreachableCode: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Where cells are, for the compiler. The one at hand always has the same name, so that little is read anew for it. */
const FOLDER = '/notebook';
const CURRENT = `${FOLDER}/cell.ts`;

/** An assignment to what is an import for the compiler, but a variable of an earlier cell for the reader. */
const IMPORT_ASSIGNED = 2632;

/** The compiler's language service: what is wrong in a cell, what may come next, and what a name means. */
export class Language {
  private readonly texts: Map<string, string>;
  private readonly folders = new Set<string>();
  private readonly service: ts.LanguageService;
  private version = 0;

  /** `declarations` are files by path: of the packages, in `/node_modules`, and of the language, in `/lib`. */
  constructor(declarations: Readonly<Record<string, string>>) {
    this.texts = new Map(Object.entries(declarations));
    for (const path of this.texts.keys())
      for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
        this.folders.add(path.slice(0, at));
    this.folders.add(FOLDER);
    this.texts.set(CURRENT, 'export {};');
    this.service = ts.createLanguageService(this.host(), remembering());
  }

  /** What is wrong in a cell, in its own lines. */
  check(cell: CellModule, code: string): Report[] {
    this.take(cell);
    const found = [
      ...this.service.getSyntacticDiagnostics(CURRENT),
      ...this.service.getSemanticDiagnostics(CURRENT),
    ];
    return found.flatMap((diagnostic) => {
      const text = this.wordsOf(diagnostic);
      if (text === null) return [];
      const line = code.slice(0, cell.toCell(diagnostic.start ?? 0)).split('\n').length;
      return [{ line, text, source: code.split('\n')[line - 1].trim() }];
    });
  }

  /** From now on later cells may import this one. */
  keep({ file, text }: CellModule): void {
    this.texts.set(`${FOLDER}/${file}`, text);
  }

  /** Names that may stand at `cursor`, and the part of the cell that they would replace. */
  complete(
    cell: CellModule,
    code: string,
    cursor: number,
  ): { matches: string[]; start: number; end: number } {
    this.take(cell);
    const typed = /[\w$]*$/.exec(code.slice(0, cursor))![0];
    const rest = /^[\w$]*/.exec(code.slice(cursor))![0];
    const found = this.service.getCompletionsAtPosition(CURRENT, cell.fromCell(cursor), undefined);
    const matches = rankedBy(typed, found?.entries ?? []);
    return { matches, start: cursor - typed.length, end: cursor + rest.length };
  }

  /** Signature and doc comment of the name at `cursor`; null: there is none. */
  inspect(cell: CellModule, cursor: number): string | null {
    this.take(cell);
    const info = this.service.getQuickInfoAtPosition(CURRENT, cell.fromCell(cursor));
    if (!info) return null;
    const tags = (info.tags ?? []).map(({ name, text }) => `@${name} ${ts.displayPartsToString(text)}`);
    const parts = [
      ts.displayPartsToString(info.displayParts),
      ts.displayPartsToString(info.documentation),
      tags.join('\n'),
    ];
    return parts.filter(Boolean).join('\n\n');
  }

  private take({ text }: CellModule): void {
    this.texts.set(CURRENT, text);
    this.version++;
  }

  /** Null: a reader would not call it wrong. */
  private wordsOf({ code, start, messageText }: ts.Diagnostic): string | null {
    if (code === IMPORT_ASSIGNED) return this.constantAt(start!);
    return ts.flattenDiagnosticMessageText(messageText, '\n').replace(INSTALLING, '');
  }

  /** Null for a variable. */
  private constantAt(offset: number): string | null {
    const [origin] = this.service.getDefinitionAtPosition(CURRENT, offset) ?? [];
    if (!origin || origin.kind === 'let' || origin.kind === 'var') return null;
    return `Cannot assign to '${origin.name}' because it is a constant.`;
  }

  private host(): ts.LanguageServiceHost {
    return {
      getCompilationSettings: () => OPTIONS,
      getScriptFileNames: () => [CURRENT],
      getScriptVersion: (path) => (path === CURRENT ? `${this.version}` : '0'),
      getScriptSnapshot: (path) => {
        const text = this.texts.get(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => FOLDER,
      getDefaultLibFileName: () => '/lib/lib.es2022.d.ts',
      fileExists: (path) => this.texts.has(path),
      readFile: (path) => this.texts.get(path),
      directoryExists: (path) => this.folders.has(path),
      getDirectories: () => [],
    };
  }
}

/**
 * Keeps what the compiler has read: it would forget the packages behind a cell that uses none of them, and read them anew for the
 * next one that does.
 */
function remembering(): ts.DocumentRegistry {
  return { ...ts.createDocumentRegistry(), releaseDocument() {}, releaseDocumentWithKey() {} };
}

/** Entries whose names begin with `typed`, then those that hold it. */
function rankedBy(typed: string, entries: readonly ts.CompletionEntry[]): string[] {
  const wanted = typed.toLowerCase();
  const rank = (name: string): number => {
    if (name.startsWith(typed)) return 0;
    if (name.toLowerCase().startsWith(wanted)) return 1;
    return name.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return entries
    .map(({ name, sortText }) => ({ name, key: `${rank(name)}${sortText}` }))
    .filter(({ key }) => !key.startsWith('3'))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ name }) => name);
}
