import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @typedef {{ wall: number, cpu: number }} Seconds  of the wall's clock and of the processor */

/** Runs a program to its end: the JSON that it printed last. @param {string} program @param {(string | number)[]} args */
export function child(program, args) {
  const output = execFileSync(program, args.map(String), {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? 'null');
}

/**
 * Runs a program to its end: wall and processor seconds, and the most memory, in gigabytes, of it alone (GNU time's counts by a
 * shell's `times` would lack the memory). @param {string} program @param {(string | number)[]} args
 */
export function timed(program, args) {
  const start = performance.now();
  const text = execFileSync(
    'python3',
    [
      '-c',
      'import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=2); u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime, u.ru_maxrss); sys.exit(done.returncode)',
      program,
      ...args.map(String),
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [cpu, peak] = text.trim().split(' ').map(Number);
  return { wall: (performance.now() - start) / 1e3, cpu, peakGb: peak / 1e6 };
}

/** A program that stays, and answers each line of JSON with one: programs can take turns without starting anew. */
export class Peer {
  /** @param {string} program @param {string[]} args @param {Record<string, string>} [env] */
  constructor(program, args, env = {}) {
    this.process = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    this.lines = createInterface(this.process.stdout)[Symbol.asyncIterator]();
  }

  /** Sends an order, and waits for its answer. Other lines that the program prints are not for us. @param {unknown} order */
  async ask(order) {
    this.process.stdin.write(`${JSON.stringify(order)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`${this.process.spawnargs.join(' ')} ended without an answer`);
    return JSON.parse(value);
  }

  end() {
    this.process.stdin.end();
  }
}
