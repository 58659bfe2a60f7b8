import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { duration } from '../../lib/dist/cli/pace.js';

/** @typedef {import('./sweep.mjs').Plan} Plan */
/** @typedef {import('./sweep.mjs').PlannedRun} PlannedRun */

/** Seconds between two lines in a log, and after which a lock without a sign of life is an old one. */
const [EVERY, SILENT] = [60, 600];

/** How a sweep stands, from its folders alone, wherever its jobs run. `work` is in the plan's unit. @param {string} folder @param {Plan} plan */
export function standing(folder, plan) {
  const missing = plan.runs.filter(({ name }) => !existsSync(join(folder, name, 'report.json')));
  const running = missing.filter(({ name }) => isFresh(join(folder, name, 'run.lock')));
  const left = missing.reduce((sum, run) => sum + run.work * (1 - shareDone(folder, run)), 0);
  return {
    done: plan.runs.length - missing.length,
    running: running.length,
    missing: missing.map(({ name }) => name),
    work: { left },
  };
}

/** Says how a sweep goes on: runs done, running, left, time to go. */
export class Progress {
  /** @param {string} folder @param {Plan} plan @param {{ write(text: string): unknown, isTTY?: boolean }} output */
  constructor(folder, plan, output = process.stdout, now = () => Date.now() / 1000) {
    this.folder = folder;
    this.plan = plan;
    this.output = output;
    this.now = now;
    this.began = now();
    this.before = standing(folder, plan).work.left;
    this.said = Number.NEGATIVE_INFINITY;
    this.line = '';
  }

  say() {
    const time = this.now();
    const line = progressLine(
      standing(this.folder, this.plan),
      this.plan.runs.length,
      time - this.began,
      this.before,
    );
    if (this.output.isTTY) this.output.write(`\r\x1b[K${line}`);
    else if (line !== this.line && time - this.said >= EVERY) {
      this.output.write(`${line}\n`);
      this.said = time;
    }
    this.line = line;
  }
}

/**
 * @param {ReturnType<typeof standing>} now @param {number} all
 * @param {number} seconds  since the sweep began  @param {number} before  work that was left then
 */
export function progressLine({ done, running, work }, all, seconds, before) {
  const worked = before - work.left;
  const togo = worked > 0 ? `${duration((seconds * work.left) / worked)} to go` : 'time to go not known yet';
  return `${done} done, ${running} running, ${all - done - running} left; ${togo}`;
}

/** Its embeddings and measures count as one epoch more. @param {string} folder @param {PlannedRun} run */
function shareDone(folder, { name, epochs }) {
  const file = join(folder, name, 'history.jsonl');
  if (!existsSync(file)) return 0;
  return Math.min(1, (readFileSync(file, 'utf8').split('\n').length - 1) / (epochs + 1));
}

/** @param {string} file */
function isFresh(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs < SILENT * 1000;
}
