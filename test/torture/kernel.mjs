// The notebooks' kernel is given cells without end, bursts, interrupts, forged messages and restarts: nothing may be lost,
// nothing may end it, and nothing may stay behind.
import { spawn } from 'node:child_process';
import { at, jupyterEnv, python } from '../../scripts/paths.mjs';

/** @typedef {{ what: string, count: number, lost: number }} Row */

/** How often each thing is tried: as the figures say, or enough to notice the fault they were found for. */
const FULL = {
  cells: 2000,
  burst: 600,
  lines: 1_000_000,
  interrupts: 200,
  reconnects: 100,
  restarts: 50,
  orphans: 20,
};
const SHORT = {
  cells: 300,
  burst: 600,
  lines: 200_000,
  interrupts: 16,
  reconnects: 4,
  restarts: 2,
  orphans: 2,
};

/**
 * Attacks the notebooks' kernel. Rows `{what, count, lost}`; nothing may be lost.
 *
 * @param {{ seed?: number, full?: boolean, onRow?: (row: Row) => void }} options
 */
export async function run({ seed = 1, full = false, onRow = () => {} } = {}) {
  /** @type {Row[]} */
  const rows = [];
  const child = spawn(python, [at('test', 'torture', 'kernel.py')], {
    env: { ...process.env, ...jupyterEnv },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ ...(full ? FULL : SHORT), seed }));
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  let text = '';
  for await (const chunk of child.stdout) {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const row = JSON.parse(line);
      rows.push(row);
      onRow(row);
    }
  }
  const code = await ended;
  if (code !== 0) throw new Error(`the attack on the kernel ended with code ${code}`);
  return rows;
}
