import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { at, root } from '../paths.mjs';
import { writePage } from '../results/pages.mjs';
import { writeAtomically } from '../setup/atomic.mjs';

/** @typedef {import('../results/reliability.mjs').Attack} Attack */

const FILES = ['data/measured/reliability.json', 'docs/reliability.md'];

/** When, at which commit and on what machine an attack begins. */
export function circumstances() {
  return { date: new Date().toISOString().slice(0, 10), commit: commit(), machine: machine() };
}

/** Keeps a run of an attack, in place of an older one, and writes docs/reliability.md anew. @param {string} name @param {Attack} entry */
export function keep(name, entry) {
  const file = at(...FILES[0].split('/'));
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  writeAtomically(file, `${JSON.stringify(withAttack(kept, name, entry), null, 2)}\n`);
  writePage('reliability');
}

/**
 * What was kept, with the attack's newest run in place of an older one; of its rows what the page shows.
 *
 * @param {{ provenance: string, attacks: Record<string, Attack> }} kept
 * @param {string} name
 * @param {Attack} entry
 */
export function withAttack(kept, name, entry) {
  const rows = entry.rows.map(({ what, count, lost }) => ({ what, count, lost }));
  return { ...kept, attacks: { ...kept.attacks, [name]: { ...entry, rows } } };
}

function machine() {
  return { processor: cpus()[0].model, cores: availableParallelism(), node: process.versions.node };
}

/** The commit that was attacked, and whether the files were changed since. */
function commit() {
  /** @param {string[]} args */
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', '.', ...FILES.map((file) => `:!${file}`));
  return `${git('rev-parse', '--short=10', 'HEAD')}${changed ? ', changed' : ''}`;
}
