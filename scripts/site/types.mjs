import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { at } from '../paths.mjs';
import { ownFolder } from './places.mjs';

/** What cells import. */
const PACKAGES = ['cnn-fragility', 'arquero', 'danfojs-node', '@tensorflow/tfjs'];

/** Packages whose types say nothing of what a cell can do in a browser; TypeScript then takes anything for theirs. */
const LEFT_OUT = /node_modules\/(@types|undici-types|playwright-core|xlsx|form-data|@webgpu)\//;

/** What there is in a worker of a browser. */
const LANGUAGE = ['lib.es2022.d.ts', 'lib.webworker.d.ts'];

/**
 * The declarations that the types of cells are checked with, in one file: `/node_modules/…`, with the packages' descriptions, by
 * which TypeScript finds its way, and `/lib/lib.….d.ts`.
 */
export async function writeTypes() {
  const program = await programOfPackages();
  const texts = /** @type {Record<string, string>} */ ({});
  for (const { fileName, text } of program.getSourceFiles().slice(0, -1)) {
    const language = fileName.includes('/typescript-js/lib/');
    texts[language ? `/lib/${basename(fileName)}` : inNotebook(fileName)] = text;
    const about = language ? null : descriptionOf(fileName);
    if (about) texts[inNotebook(about)] ??= essence(about);
  }
  writeFileSync(join(ownFolder, 'types.json'), JSON.stringify(texts));
  return null;
}

/** A program that imports all of them; its last file is its own. */
async function programOfPackages() {
  const { default: ts } = await import('typescript-js');
  const options = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    preserveSymlinks: true,
    lib: LANGUAGE,
    types: [],
  };
  const entry = at('notebooks', 'cell.ts');
  const code = PACKAGES.map((name) => `import '${name}';`).join('\n');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (file, language, ...rest) =>
    file === entry ? ts.createSourceFile(file, code, language) : getSourceFile(file, language, ...rest);
  host.fileExists = (file) => file === entry || (!LEFT_OUT.test(file) && fileExists(file));
  return ts.createProgram([entry], options, host);
}

/** @param {string} file */
function inNotebook(file) {
  return `/${relative(at(), file)}`;
}

/** The nearest package.json. @param {string} file @returns {string | null} */
function descriptionOf(file) {
  for (let folder = dirname(file); folder.startsWith(at('node_modules')); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'package.json');
  return null;
}

/** What TypeScript reads of it. @param {string} file */
function essence(file) {
  const { name, version, main, types, typings, exports } = JSON.parse(readFileSync(file, 'utf8'));
  return JSON.stringify({ name, version, main, types, typings, exports });
}
