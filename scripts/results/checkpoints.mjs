import { markdownTable } from '../markdown-table.mjs';
import { fill } from './fill.mjs';
import { kept, template } from './kept.mjs';

/**
 * @typedef {object} Checkpoint  A public network, and what was measured of it
 * @property {string} repository  on GitHub
 * @property {string} file  its path there
 * @property {string} network  what it was read as
 * @property {string} normalise  the option
 * @property {number} stated  accuracy on CIFAR-10's test images, in percent, as its author states it
 * @property {string} where  they state it
 * @property {number} measured  the same, by `fragility measure`
 */

const HEAD = ['file', 'read as', '`--normalise`', 'stated, %', 'where', 'measured, %'];

/** The page of public checkpoints as Markdown: a table of what was measured, and was kept. */
export function checkpointsPage() {
  const { checkpoints, notes } = kept('checkpoints');
  return fill(template('checkpoints'), {
    table: () => markdownTable(HEAD, checkpoints.map(row)),
    note: (name) => notes[name],
  });
}

/** @param {Checkpoint} checkpoint */
function row({ repository, file, network, normalise, stated, where, measured }) {
  const link = `[${repository}](https://github.com/${repository}), \`${file}\``;
  return [link, network, `\`${normalise}\``, stated, where, measured.toFixed(2)];
}
