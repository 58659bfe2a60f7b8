import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { finished } from 'node:stream/promises';
import { logs, root } from '../paths.mjs';
import { noteChild } from './lock.mjs';

const TAIL = 15;

/** A step's failure that a user can read: `message` says what and ends with the log's last lines. */
export class StepError extends Error {
  constructor(message, output = '') {
    super(message);
    this.output = output;
  }
}

/**
 * Runs a program in the clone, its output into `.cache/logs/NAME.log`; `onLine` sees each line as it comes.
 * Throws a StepError with the end of the output if it fails.
 */
export async function runLogged(name, command, args, { env = {}, onLine = () => {} } = {}) {
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `${name}.log`);
  const log = createWriteStream(file);
  const output = [];
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  noteChild(child.pid);
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      log.write(chunk);
      output.push(chunk.toString());
      onLine(lastLine(chunk.toString()));
    });
  const code = await exitCode(child);
  log.end();
  await finished(log);
  if (code === 0) return output.join('');
  const tail = output.join('').trimEnd().split('\n').slice(-TAIL).join('\n');
  throw new StepError(`${tail}\n(whole log: ${relative(root, file)})`, output.join(''));
}

function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? '';
}

function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new StepError(`${child.spawnfile} does not start: ${error.message}`)),
    );
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
}
