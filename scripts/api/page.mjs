/** @import { Exported } from './surface.mjs' */

/** The namespaces in the order in which a reader meets them, and what each is for. @type {Record<string, string>} */
const SPACES = {
  '': 'What a first lesson uses.',
  data: 'Images with labels: painted shapes, CIFAR-10, SVHN, CelebA, and imbalance.',
  embeddings: 'Parts of embeddings, and embeddings as columns of tables.',
  measures: 'The quantities of the paper, and what goes with them: intervals, controls, correlations.',
  plot: 'Figures, for `cf.show`.',
  view: 'Dropdowns of figures, charts that follow a training run, the tables of a notebook’s end.',
  paper: 'The published numbers and claims, beside ours.',
  train: 'Training, retraining of a classifier, configurations.',
  model: 'Networks and their files.',
  runs: 'What belongs to a training run.',
  style: 'Colours and lines of the figures.',
  check: 'Checkers of the exercises, and `todo`.',
};

/** The API page as Markdown, from what `surface` returns. @param {Exported[]} exported */
export function apiPage(exported) {
  const known = Object.keys(SPACES);
  const unknown = exported.find(({ space }) => !known.includes(space));
  if (unknown) throw new Error(`scripts/api/page.mjs says nothing of the namespace ${unknown.space}`);
  return `${[INTRODUCTION, ...known.map((space) => section(space, exported))].join('\n\n')}\n`;
}

const INTRODUCTION = `# The library, name by name

\`import * as cf from 'cnn-fragility'\` gives all of this; in a notebook Tab completes it and Shift+Tab explains it. Made from
the doc comments: \`npx vitest run scripts/api -u\` writes this page anew.`;

/** @param {string} space @param {Exported[]} exported */
function section(space, exported) {
  const own = exported.filter((one) => one.space === space);
  const [values, types] = [false, true].map((isType) =>
    own.filter(({ kind }) => (kind === 'type') === isType),
  );
  const title = space ? `\`cf.${space}\`` : '`cf`';
  const parts = [`## ${title}`, SPACES[space], ...byName(values).map((one) => entry(one))];
  if (types.length > 0) parts.push('Types:', byName(types).map(typeLine).join('\n'));
  return parts.join('\n\n');
}

/** @param {Exported[]} entries */
function byName(entries) {
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param {Exported} exported */
function entry({ space, name, signatures, doc }) {
  const path = ['cf', space, name].filter(Boolean).join('.');
  return `### \`${path}\`\n\n\`\`\`ts\n${signatures.join('\n')}\n\`\`\`\n\n${doc}`;
}

/** @param {Exported} exported */
function typeLine({ name, doc }) {
  return `* \`${name}\`: ${doc.replace(/\s+/g, ' ')}`;
}
