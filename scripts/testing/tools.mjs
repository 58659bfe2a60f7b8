import { rmSync } from 'node:fs';
import { at, root } from '../paths.mjs';
import { spawnChild } from '../processes.mjs';
import { readIfThere } from '../setup/atomic.mjs';
import { checkOutcome, vitestOutcome } from './outcome.mjs';

/** Runs a tool of node_modules with its output on the terminal; it is one test. @param {string} name @param {string} bin @param {string[]} args */
export async function runTool(name, bin, args) {
  const code = await run(bin, args);
  console.log(`  ${code === 0 ? '✓' : '✗'} ${name}`);
  return checkOutcome(name, code === 0);
}

/** Runs the tests of a configuration and counts them. */
export async function runVitest(config = 'vitest.config.mts') {
  const file = at('.cache', 'vitest.json');
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run('vitest/vitest.mjs', ['run', '--config', config, ...reporters]);
  return vitestOutcome(config, JSON.parse(readIfThere(file) ?? 'null'), code);
}

/** @param {string} bin @param {string[]} args @returns {Promise<number>} */
function run(bin, args) {
  return new Promise((resolve, reject) => {
    const command = [at('node_modules', ...bin.split('/')), ...args];
    // The linter and the browser keep caches and logs, which belong in the clone as all else does.
    const env = { ...process.env, XDG_CACHE_HOME: at('.cache') };
    const child = spawnChild(process.execPath, command, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
