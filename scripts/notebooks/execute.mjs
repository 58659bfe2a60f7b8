import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { at, jupyterEnv, out, python } from '../paths.mjs';
import { endMarked, spawnChild } from '../processes.mjs';

/** @typedef {{ cell: number, name: string, message: string, detail: string[] }} Failure */
/** @typedef {{ name: string, target: string, seconds: number, failure: Failure | null }} Result */

/** How long to wait for output after the end of the process that makes it, in ms. */
const LAST_WORDS = 2000;

/** The committed notebooks of the research questions, in order. */
export function researchNotebooks() {
  return readdirSync(at('notebooks'))
    .filter((file) => /^rq\d.*\.ipynb$/.test(file))
    .sort()
    .map((file) => at('notebooks', file));
}

/** The committed notebooks that look at networks: those of the research questions, the one to explore any with, remedies. */
export function networkNotebooks() {
  return [
    ...researchNotebooks(),
    ...['explore.ipynb', 'beyond-remedies.ipynb'].map((file) => at('notebooks', file)),
  ];
}

/** All committed notebooks: the last is about many runs. */
export function allNotebooks() {
  return [...networkNotebooks(), at('notebooks', 'beyond-seeds.ipynb')];
}

/**
 * Executes notebooks, two at a time where there are two cores, into `out/notebooks/`; `onDone(result)` is called as each
 * ends. Returns `{name, target, seconds, failure}` each, in the given order; `failure` is null or
 * `{cell, name, message, detail}`.
 *
 * @param {string[]} sources
 * @param {(result: Result) => void} onDone
 */
export async function executeAll(sources, onDone = () => {}, folder = join(out, 'notebooks')) {
  const results = /** @type {Result[]} */ ([]);
  const queue = sources.entries();
  const worker = async () => {
    for (const [i, source] of queue) {
      results[i] = await executeOne(source, join(folder, basename(source)));
      onDone(results[i]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  return results;
}

/**
 * One notebook, in a kernel of its own; `env` is added to its environment.
 *
 * @param {string} source
 * @param {string} target
 * @param {Record<string, string>} [env]
 */
export async function executeOne(source, target, env = {}) {
  const began = performance.now();
  const name = basename(source, '.ipynb');
  const failure = await runPython([at('scripts', 'notebooks', 'execute.py'), source, target], env);
  return { name, target, seconds: (performance.now() - began) / 1000, failure };
}

/** @param {string[]} args @param {Record<string, string>} env @returns {Promise<Failure | null>} */
function runPython(args, env) {
  return new Promise((resolve, reject) => {
    const mark = { FRAGILITY_EXECUTION: randomUUID() };
    const child = spawnChild(python, args, {
      env: { ...process.env, ...jupyterEnv, ...env, ...mark },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let answer = '';
    let noise = '';
    child.stdout?.on('data', (chunk) => {
      answer += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      noise += chunk;
    });
    child.on('error', reject);
    child.on('exit', () => {
      endMarked(mark);
      // What a cell started and nobody could end may hold on to the output for ever.
      const letGo = () => [child.stdout, child.stderr].forEach((stream) => void stream?.destroy());
      setTimeout(letGo, LAST_WORDS).unref();
    });
    child.on('close', (code) => resolve(code === 0 ? readAnswer(answer, noise) : crash(noise)));
  });
}

/** The answer is the last line: what a kernel process prints itself comes before it. @param {string} answer @param {string} noise @returns {Failure | null} */
function readAnswer(answer, noise) {
  const failure = JSON.parse(answer.trim().split('\n').at(-1) ?? 'null');
  return failure?.name === 'DeadKernel' ? { ...failure, detail: lastWords(answer, noise) } : failure;
}

/** What a kernel that died had printed itself, its end. @param {string} answer @param {string} noise */
function lastWords(answer, noise) {
  const lines = [...answer.trim().split('\n').slice(0, -1), ...noise.trim().split('\n')];
  return lines.filter((line) => line.trim()).slice(-20);
}

/** @param {string} noise */
function crash(noise) {
  const lines = noise.trim().split('\n');
  return { cell: 0, name: 'Jupyter', message: lines[lines.length - 1], detail: lines.slice(-10, -1) };
}

/** A result as lines for the terminal: name and seconds, or what failed where. @param {Omit<Result, 'target'>} result */
export function reportLine({ name, seconds, failure }) {
  const time = `${seconds.toFixed(1)} s`.padStart(8);
  if (!failure) return `  ✓ ${name.padEnd(36)} ${time}`;
  const detail = failure.detail.map((line) => `\n      ${line.trim()}`).join('');
  return `  ✗ ${name.padEnd(36)} ${time}\n    ${name}, cell [${failure.cell}]: ${failure.name}: ${failure.message}${detail}`;
}
