import { markdownTable } from '../markdown-table.mjs';
import { aboutAttack, attacks } from '../torture/attacks.mjs';
import { fill } from './fill.mjs';
import { kept, template } from './kept.mjs';

/**
 * What came of an attack: how often each thing was tried, and how often something was lost.
 *
 * @typedef {object} Attack
 * @property {string} command
 * @property {number} seed
 * @property {string} date
 * @property {string} commit
 * @property {{ processor: string, cores: number, node: string }} machine
 * @property {{ what: string, count: number, lost: number }[]} rows
 */

/** The page of attacks as Markdown, from the runs that were kept. */
export function reliabilityPage() {
  const all = kept('reliability').attacks;
  return fill(template('reliability'), {
    summary: () => summary(all, attacks),
    attacks: () => sections(all, aboutAttack),
  });
}

/**
 * A row an attack; one that nobody has kept a run of is named, too.
 *
 * @param {Record<string, Attack>} kept
 * @param {string[]} names
 */
export function summary(kept, names) {
  const table = markdownTable(
    ['attack', 'times', 'lost'],
    names.filter((name) => name in kept).map((name) => [name, ...total(kept[name].rows)]),
  );
  const missing = names.filter((name) => !(name in kept));
  return [table, missing.length > 0 && `No run kept so far: ${missing.join(', ')}.`]
    .filter(Boolean)
    .join('\n\n');
}

/**
 * What was tried in each attack, with all that is needed to do it again.
 *
 * @param {Record<string, Attack>} kept
 * @param {(name: string) => string} about
 */
export function sections(kept, about) {
  return Object.keys(kept)
    .sort()
    .map((name) => section(name, kept[name], about(name)))
    .join('\n\n');
}

/** @param {string} name @param {Attack} attack @param {string} about */
function section(name, { command, seed, date, commit, machine, rows }, about) {
  const where = `${machine.processor}, ${machine.cores} cores, Node ${machine.node}`;
  const short = command.includes('--short') ? ' A short run: a part of what the attack does in full.' : '';
  return [
    `## ${name}`,
    about,
    `\`${command}\`, seed ${seed}, on ${date} at commit ${commit}; ${where}.${short}`,
    markdownTable(
      ['what', 'times', 'lost'],
      rows.map((row) => [row.what, ...total([row])]),
    ),
  ].join('\n\n');
}

/** @param {Attack['rows']} rows */
function total(rows) {
  const sum = (/** @type {'count' | 'lost'} */ key) => rows.reduce((all, row) => all + row[key], 0);
  const lost = sum('lost').toLocaleString('en');
  return [sum('count').toLocaleString('en'), lost === '0' ? lost : `**${lost}**`];
}
