/**
 * What this kernel changes in tslab's TypeScript. To be imported before any part of tslab: tslab copies TypeScript's
 * functions as it loads.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { at } from '../paths.mjs';
import { guardAwaits } from './guard-awaits.mjs';
import { lightBuilder } from './light-builder.mjs';
import { keepSourceMaps } from './source-lines.mjs';

const require = createRequire(import.meta.url);
const path = require.resolve('@tslab/typescript-for-tslab');
const ts = require(path);

/** What notebooks import. In a folder that does not have them they are found in this clone. */
const PACKAGES = ['cnn-fragility', 'arquero', 'danfojs-node'];

const OPTIONS = {
  inlineSourceMap: true,
  // `await (0, p)` is no error.
  allowUnreachableCode: true,
  // Without it every `@types` package there is, those of tools among them, is read and held.
  types: ['node'],
  paths: Object.fromEntries(
    PACKAGES.filter((name) => !isInstalled(name, process.cwd())).map((name) => [
      name,
      [at('node_modules', name)],
    ]),
  ),
};

require.cache[path].exports = {
  ...ts,
  createWatchCompilerHost: (files, options, sys, _, ...rest) =>
    withTwoTimers(
      ts.createWatchCompilerHost(files, { ...options, ...OPTIONS }, sys, lightBuilder(ts), ...rest),
    ),
  transpileModule: (js, options) => {
    const compilerOptions = { ...options.compilerOptions, inlineSourceMap: true };
    const transformers = { before: [guardAwaits(ts)] };
    const result = ts.transpileModule(js, { ...options, compilerOptions, transformers });
    keepSourceMaps(js, result.outputText);
    return result;
  },
};

/**
 * TypeScript waits with one timer for files that change, and with another for files that were looked for in vain. tslab
 * knows the first and throws at the second: a package installed anew behind a kernel failed the cell that ran.
 */
function withTwoTimers(host) {
  const { setTimeout: startUpdate, clearTimeout: stopUpdate } = host;
  let lookup;
  return Object.assign(host, {
    setTimeout: (callback, ms) => {
      if (callback.name !== 'invalidateResolutionsOfFailedLookup') return startUpdate(callback, ms);
      lookup = setTimeout(callback, ms);
      return lookup;
    },
    clearTimeout: (timer) => (timer === lookup ? clearTimeout(timer) : stopUpdate(timer)),
  });
}

/** Whether `name` is in the `node_modules` of `folder` or of one above it. */
function isInstalled(name, folder) {
  if (existsSync(join(folder, 'node_modules', name))) return true;
  return dirname(folder) !== folder && isInstalled(name, dirname(folder));
}
