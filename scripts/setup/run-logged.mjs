import { createWriteStream, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { finished } from 'node:stream/promises';
import { logs, root } from '../paths.mjs';
import { spawnChild } from '../processes.mjs';
import { cureOf } from './cures.mjs';
import { noteChild } from './lock.mjs';

const TAIL = 15;

/** A failure that a user can read: `message` says what and how to mend it; `output` is what the program said. */
export class StepError extends Error {
  constructor(/** @type {string} */ message, output = '') {
    super(message);
    this.output = output;
  }
}

/**
 * Runs a program in the clone, its output into `.cache/logs/NAME.log`; `onLine` sees each line as it comes.
 * Throws a StepError with what to do, where that is known, and the end of the output if it fails.
 *
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} options
 */
export async function runLogged(name, command, args, { env = {}, onLine = () => {} } = {}) {
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `${name}.log`);
  const log = createWriteStream(file);
  const output = /** @type {string[]} */ ([]);
  const child = spawnChild(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid) noteChild(child.pid);
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      log.write(chunk);
      output.push(chunk.toString());
      onLine(lastLine(chunk.toString()));
    });
  const code = await exitCode(child);
  log.end();
  await finished(log);
  if (code === 0) return output.join('');
  throw failure(output.join(''), relative(root, file));
}

/** @param {string} output @param {string} log */
export function failure(output, log) {
  const tail = output.trimEnd().split('\n').slice(-TAIL).join('\n');
  const cure = cureOf(output);
  return new StepError(`${tail}\n(whole log: ${log})${cure ? `\n→ ${cure}` : ''}`, output);
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? '';
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<number | string | null>} */
function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new StepError(`${child.spawnfile} does not start: ${error.message}`)),
    );
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
}
