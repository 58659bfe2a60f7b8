import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { at, root } from '../paths.mjs';

const ts = createRequire(import.meta.url)('@tslab/typescript-for-tslab');

/** @import { Symbol, TypeChecker } from 'typescript-js' */
/** @typedef {{ space: string, name: string, kind: string, signatures: string[], doc: string }} Exported */

/**
 * Everything that `import * as cf from 'cnn-fragility'` gives, as the notebooks' compiler reads it in the library's
 * declarations: `{ space, name, kind, signatures, doc }` each, `space` the namespace or `''`. A function has a signature
 * for each way to call it, anything else has one; `kind` is `function`, `value`, `class` or `type`.
 *
 * @returns {Exported[]}
 */
export function surface() {
  const declarations = declare();
  const program = ts.createProgram([declarations], {
    target: ts.ScriptTarget.ES2022,
    moduleResolution: ts.ModuleResolutionKind.NodeJs,
    skipLibCheck: true,
    strict: true,
    types: ['node'],
  });
  /** @type {TypeChecker} */
  const checker = program.getTypeChecker();
  const root = /** @type {Symbol} */ (checker.getSymbolAtLocation(program.getSourceFile(declarations)));
  return checker.getExportsOfModule(root).flatMap((exported) => {
    const symbol = resolved(exported, checker);
    if (!(symbol.flags & ts.SymbolFlags.ValueModule)) return [entry('', exported, checker)];
    return checker.getExportsOfModule(symbol).map((inner) => entry(exported.name, inner, checker));
  });
}

/** Writes the declarations of the sources as they are now, and returns the path of the first. */
function declare() {
  const folder = at('.cache', 'declarations');
  const tsc = at('node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--emitDeclarationOnly', '--sourceMap', 'false', '--outDir', folder];
  execFileSync(process.execPath, [tsc, '-p', 'lib', ...options], { cwd: root, encoding: 'utf8' });
  return join(folder, 'index.d.ts');
}

/** @param {Symbol} symbol @param {TypeChecker} checker */
function resolved(symbol, checker) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** @param {string} space @param {Symbol} exported @param {TypeChecker} checker @returns {Exported} */
function entry(space, exported, checker) {
  const symbol = resolved(exported, checker);
  const written = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const doc = written.replace(/\{@link (\S+)\s*\}/g, '`$1`');
  return { space, name: exported.name, kind: kindOf(symbol), signatures: signatures(symbol), doc };
}

/** @param {Symbol} symbol */
function kindOf({ flags }) {
  if (flags & ts.SymbolFlags.Function) return 'function';
  if (flags & ts.SymbolFlags.Class) return 'class';
  return flags & ts.SymbolFlags.Value ? 'value' : 'type';
}

/** As they are declared, for there the names of types are the short ones; on one line and without comments. @param {Symbol} symbol */
function signatures({ declarations = [] }) {
  return declarations.map((declaration) => oneLine(withoutComments(declaration.getText())));
}

/** @param {string} text */
function withoutComments(text) {
  return text.replace(/\/\*\*[\s\S]*?\*\//g, '');
}

/** @param {string} text */
function oneLine(text) {
  return text
    .replace(/^(export )?(declare )?/, '')
    .replace(/import\("[^"]*"\)\./g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
