/**
 * What this kernel changes in tslab's TypeScript. To be imported before any part of tslab: tslab copies TypeScript's
 * functions as it loads.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { at } from '../paths.mjs';
import { guardAwaits } from './guard-awaits.mjs';
import { lightBuilder } from './light-builder.mjs';
import { keepSourceMaps } from './source-lines.mjs';

/** @import { BuilderProgram, CompilerOptions, SourceFile, System, TransformerFactory, TranspileOptions, WatchCompilerHostOfFilesAndCompilerOptions } from '@tslab/typescript-for-tslab' */

const require = createRequire(import.meta.url);
const path = require.resolve('@tslab/typescript-for-tslab');
/** @type {typeof import('@tslab/typescript-for-tslab')} */
const ts = require(path);

// Its types are those of the site's TypeScript, which is a later one.
const guard = /** @type {TransformerFactory<SourceFile>} */ (
  /** @type {unknown} */ (
    guardAwaits(/** @type {typeof import('typescript-js')} */ (/** @type {unknown} */ (ts)))
  )
);

/** What notebooks import. In a folder that does not have them they are found in this clone. */
const PACKAGES = ['cnn-fragility', 'arquero', 'danfojs-node'];

const OPTIONS = {
  inlineSourceMap: true,
  // `await (0, p)` is no error.
  allowUnreachableCode: true,
  // Without it every `@types` package there is, those of tools among them, is read and held.
  types: ['node'],
  paths: Object.fromEntries(
    PACKAGES.filter((name) => !isInstalled(name, process.cwd())).flatMap((name) => [
      [name, [fromHere(name)]],
      // By this TypeScript names a variable's type that comes from a file within, to note it for later cells.
      [`${name}/*`, [fromHere(name, '*')]],
    ]),
  ),
};

/** A file of a package, by a relative path: TypeScript finds no name for a file by an absolute one. @param {...string} parts */
function fromHere(...parts) {
  return relative(process.cwd(), at('node_modules', ...parts));
}

/** @typedef {WatchCompilerHostOfFilesAndCompilerOptions<BuilderProgram>} Host */

/** @type {NodeJS.Module} */ (require.cache[path]).exports = {
  ...ts,
  createWatchCompilerHost: (
    /** @type {string[]} */ files,
    /** @type {CompilerOptions} */ options,
    /** @type {System} */ sys,
    /** @type {unknown} */ _,
    /** @type {[]} */ ...rest
  ) =>
    withTwoTimers(
      ts.createWatchCompilerHost(files, { ...options, ...OPTIONS }, sys, lightBuilder(ts), ...rest),
    ),
  transpileModule: (/** @type {string} */ js, /** @type {TranspileOptions} */ options) => {
    const compilerOptions = { ...options.compilerOptions, inlineSourceMap: true };
    const transformers = { before: [guard] };
    const result = ts.transpileModule(js, { ...options, compilerOptions, transformers });
    keepSourceMaps(js, result.outputText);
    return result;
  },
};

/**
 * TypeScript waits with one timer for files that change, and with another for files that were looked for in vain. tslab
 * knows the first and throws at the second: a package installed anew behind a kernel failed the cell that ran.
 *
 * @param {Host} host
 */
function withTwoTimers(host) {
  const { setTimeout: startUpdate, clearTimeout: stopUpdate } = host;
  /** @type {NodeJS.Timeout | undefined} */
  let lookup;
  return Object.assign(host, {
    setTimeout: (/** @type {() => void} */ callback, /** @type {number} */ ms) => {
      if (callback.name !== 'invalidateResolutionsOfFailedLookup') return startUpdate?.(callback, ms);
      lookup = setTimeout(callback, ms);
      return lookup;
    },
    clearTimeout: (/** @type {NodeJS.Timeout} */ timer) =>
      timer === lookup ? clearTimeout(timer) : stopUpdate?.(timer),
  });
}

/** Whether `name` is in the `node_modules` of `folder` or of one above it. @param {string} name @param {string} folder @returns {boolean} */
function isInstalled(name, folder) {
  if (existsSync(join(folder, 'node_modules', name))) return true;
  return dirname(folder) !== folder && isInstalled(name, dirname(folder));
}
