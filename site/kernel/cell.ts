import ts from 'typescript-js';

/** A cell as a module: what it needs of earlier cells is imported, what it declares exported. */
export interface CellModule {
  /** `cell-3.ts`. */
  readonly file: string;
  readonly text: string;
  /** Packages that it imports for more than their types: they are loaded, whether it uses them or a later cell does. */
  readonly packages: readonly string[];
  /** Names that later cells may use, each with the import that brings it. */
  readonly names: ReadonlyMap<string, string>;
  /** The offset in the cell as typed of one in `text`. */
  toCell(offset: number): number;
  /** The offset in `text` of one in the cell as typed. */
  fromCell(offset: number): number;
}

const CLOSING = ')';

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Makes a module of a cell's code. TypeScript itself then makes names live: a variable of an earlier cell is an import, whose
 * value is looked up at every use, and which may be assigned; a cell that declares a name anew has its own. The last expression
 * is the default export. `known` are the names of earlier cells, each with its import.
 */
export function cellModule(code: string, count: number, known: ReadonlyMap<string, string>): CellModule {
  const source = parse(code);
  const file = `cell-${count}.ts`;
  const names = declared(source, `./cell-${count}`);
  const needed = [...namesIn(source)].filter((name) => known.has(name) && !names.has(name));
  const brought = [...new Set(needed.map((name) => known.get(name)!))];
  const prefix = `export {}; ${brought.join(' ')}\n`;
  const insertions = insertionsFor(source).sort((a, b) => a.at - b.at);
  let text = prefix;
  let from = 0;
  for (const { at, text: added } of insertions) {
    text += code.slice(from, at) + added;
    from = at;
  }
  text += code.slice(from);
  const shift = (reached: (insertion: Insertion, moved: number) => boolean) => {
    let moved = prefix.length;
    for (const insertion of insertions)
      if (reached(insertion, moved + insertion.text.length)) moved += insertion.text.length;
    return moved;
  };
  return {
    file,
    text,
    packages: packagesOf(source),
    names,
    toCell: (offset) => Math.max(0, offset - shift(({ at }, moved) => offset >= at + moved)),
    // At the end of the last expression one is still in it.
    fromCell: (offset) => offset + shift(({ at, text }) => (text === CLOSING ? offset > at : offset >= at)),
  };
}

/** Reads code as a module: only there is `await (x)` no call of a function named await. */
function parse(code: string): ts.SourceFile {
  const setExternalModuleIndicator = (file: ts.SourceFile) => {
    Reflect.set(file, 'externalModuleIndicator', true);
  };
  const options = { languageVersion: ts.ScriptTarget.Latest, setExternalModuleIndicator };
  return ts.createSourceFile('cell.ts', code, options, true);
}

function insertionsFor(source: ts.SourceFile): Insertion[] {
  const insertions: Insertion[] = [];
  for (const statement of source.statements) {
    const isExported =
      ts.canHaveModifiers(statement) &&
      statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (isDeclaration(statement) && !isExported)
      insertions.push({ at: statement.getStart(), text: 'export ' });
  }
  const last = source.statements.at(-1);
  if (last && ts.isExpressionStatement(last)) {
    insertions.push({ at: last.expression.getStart(), text: 'export default (' });
    insertions.push({ at: last.expression.getEnd(), text: CLOSING });
  }
  return insertions;
}

function isDeclaration(statement: ts.Statement): boolean {
  return (
    ts.isVariableStatement(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    (ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name))
  );
}

/** The names that a cell gives to later ones, each with the import that brings it. */
function declared(source: ts.SourceFile, from: string): Map<string, string> {
  const names = new Map<string, string>();
  const add = (binding: ts.BindingName | undefined): void => {
    if (!binding) return;
    if (ts.isIdentifier(binding)) names.set(binding.text, `import { ${binding.text} } from '${from}';`);
    else for (const element of binding.elements) if (ts.isBindingElement(element)) add(element.name);
  };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) addImported(statement, names);
    else if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) add(name);
    else if (isDeclaration(statement)) add((statement as ts.FunctionDeclaration).name);
  }
  return names;
}

function packagesOf({ statements }: ts.SourceFile): string[] {
  return statements
    .filter(ts.isImportDeclaration)
    .filter(({ importClause }) => !importClause?.isTypeOnly)
    .map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text);
}

function addImported(
  { importClause, moduleSpecifier }: ts.ImportDeclaration,
  names: Map<string, string>,
): void {
  const from = moduleSpecifier.getText();
  const type = importClause?.isTypeOnly ? 'type ' : '';
  if (importClause?.name)
    names.set(importClause.name.text, `import ${type}${importClause.name.text} from ${from};`);
  const bindings = importClause?.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings))
    names.set(bindings.name.text, `import ${type}* as ${bindings.name.text} from ${from};`);
  else
    for (const element of bindings.elements)
      names.set(element.name.text, `import ${type}{ ${element.getText()} } from ${from};`);
}

function namesIn(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}
