import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasNvidia } from '../../lib/src/machine/nvidia.cjs';
import { root } from '../paths.mjs';
import { readIfThere, writeAtomically } from './atomic.mjs';
import { runLogged } from './run-logged.mjs';

/**
 * What set-up needs of the computer that it works on: a folder, its files, other programs. Every change that a step makes
 * goes through here, so that tests can stop it at each of them.
 *
 * @typedef {ReturnType<typeof worldAt>} World
 */

/** @param {string} folder the clone's */
export function worldAt(folder) {
  return {
    platform: process.platform,
    arch: process.arch,
    env: process.env,
    /** @param {...string} parts of a path in the clone */
    at: (...parts) => join(folder, ...parts),
    /** What npm and pip have downloaded; kept only so that a set-up that was stopped need not start over. */
    caches: { npm: join(folder, '.cache', 'npm'), pip: join(folder, '.cache', 'pip') },
    /** @param {string} line */
    say: (line) => console.log(line),
    files,
    /** Runs a program whose output is logged; throws a StepError if it fails. */
    run: runLogged,
    /**
     * What a program that ends at once says, in the clone: the shell may stand in a folder that is no more.
     *
     * @param {string} program
     * @param {string[]} args
     * @returns {{ status: number | null, signal: string | null, stdout: string, stderr: string }}
     */
    ask: (program, args) => spawnSync(program, args, { cwd: folder, encoding: 'utf8' }),
    hasGpu: hasNvidia,
  };
}

const files = {
  read: readIfThere,
  write: writeAtomically,
  makeFolder: (/** @type {string} */ folder, mode = 0o777) => mkdir(folder, { recursive: true, mode }),
  /** @param {string} from @param {string} to */
  rename: (from, to) => renameSync(from, to),
  remove: (/** @type {string} */ path) => rmSync(path, { recursive: true, force: true }),
  /** Bytes; null where there is none, also behind a link to a folder that is closed to this user. */
  size: (/** @type {string} */ file) => {
    try {
      return statSync(file, { throwIfNoEntry: false })?.size ?? null;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EACCES') return null;
      throw error;
    }
  },
  mayWrite: (/** @type {string} */ path) => {
    try {
      accessSync(path, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  },
  /** What pip writes last of each package in `lib` of an environment. @param {string} lib */
  recordsOf: (lib) =>
    listed(lib)
      .flatMap((python) =>
        listed(join(lib, python, 'site-packages')).map((name) =>
          join(lib, python, 'site-packages', name, 'RECORD'),
        ),
      )
      .filter((file) => file.includes('.dist-info/') && existsSync(file)),
  /** All files below a folder, sorted; none where there is no folder. @param {string} folder */
  below: (folder) =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [],
};

/** This clone, on this computer. */
export const here = worldAt(root);

/** @param {string} folder */
function listed(folder) {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
