import { cf } from '../library.mjs';
import { markdownTable } from '../markdown-table.mjs';
import { picture } from './picture.mjs';

/** @import { Figure, paper, Run } from 'cnn-fragility' */

const GROUPS = {
  T1: 'Table 1: balanced accuracy',
  T2: 'Table 2: training and test recall',
  T3: 'Table 3: largest mean class embedding',
  T4: 'Table 4: largest contribution to the logit',
  SET: 'Set-up',
  S51: 'Section 5.1: retraining the classifier',
  S53: 'Section 5.3: how many features decide',
  S54: 'Section 5.4: class embeddings',
  S55: 'Section 5.5: weights',
  S56: 'Section 5.6: diversity',
  S57: 'Section 5.7: training against test',
  REPO: 'The authors’ files: recall by class',
};

/** Fewer rows make no picture. */
const FEWEST_IN_PICTURE = 3;

/**
 * A section for each table and chapter of the paper, and figures of those whose numbers share a unit. `overSeeds`: mean and
 * spread of those numbers of which there are several seeds, as texts by id.
 *
 * @param {paper.Results} results
 * @param {Run[]} runs
 * @param {Map<string, string>} overSeeds
 */
export function numberSections(results, runs, overSeeds) {
  const values = cf.paper.ourValues(results);
  const sources = sourcesOf(results, runs);
  /** @type {Record<string, Figure>} */
  const figures = {};
  const sections = Object.entries(GROUPS).map(([group, title]) => {
    const rows = cf.paper.compareWithPublished(values, `${group}.`);
    const figure = figureOf(rows, title);
    const image = figure ? `${picture(figures, `${group}.svg`, figure)}\n\n` : '';
    return `### ${title}\n\n${image}${tableOf(rows, sources, overSeeds)}`;
  });
  const notes = cf.paper.inconsistencies.map(({ id, text }) => `* ${id}: ${text}`);
  return {
    sections: [...sections, `### Where the paper contradicts itself\n\n${notes.join('\n')}`],
    figures,
  };
}

/**
 * The run that each number comes from, by the number's id: the one that can answer alone.
 *
 * @param {paper.Results} results
 * @param {Run[]} runs
 * @returns {Map<string, Run>}
 */
function sourcesOf(results, runs) {
  const sources = new Map();
  for (const run of runs) {
    for (const [id, value] of Object.entries(cf.paper.ourValues(alone(results, run)))) {
      if (value !== null && !sources.has(id)) sources.set(id, run);
    }
  }
  return sources;
}

/** Of all results those of one run. @param {paper.Results} results @param {Run} run @returns {paper.Results} */
function alone(results, { config: { setting, balance } }) {
  const known = results[/** @type {paper.PaperSetting['id']} */ (setting)];
  if (!known) return {};
  const { preset, epochs, retrainedBac, [balance]: analysis } = known;
  const own = balance === 'imbalanced' ? { epochs, retrainedBac } : {};
  return { [setting]: { preset, ...own, [balance]: analysis } };
}

/**
 * @param {paper.ComparisonRow[]} rows
 * @param {Map<string, Run>} sources
 * @param {Map<string, string>} overSeeds
 */
function tableOf(rows, sources, overSeeds) {
  const shown = Object.fromEntries(
    cf.view.comparisonTable(rows).columns.map(({ name, values }) => [name, values]),
  );
  const head = [
    'number',
    'what',
    'unit',
    'paper',
    'ours',
    'over seeds',
    'difference',
    'holds',
    'preset',
    'n',
    'note',
  ];
  return markdownTable(
    head,
    rows.map(({ id, unit }, k) => {
      const run = sources.get(id);
      const sizes = run && [run.embeddings.train.n, run.embeddings.test.n].map((n) => n.toLocaleString('en'));
      const cell = (/** @type {string} */ name) => String(shown[name][k] ?? '–');
      return [
        ...[
          id,
          cell('where').split(': ')[1] ?? '–',
          unit,
          cell('paper'),
          cell('ours'),
          overSeeds.get(id) ?? '–',
          cell('difference'),
          cell('holds'),
        ],
        ...[run ? cf.train.presetOf(run.config) : 'not run', sizes?.join(' / ') ?? '–', cell('note')],
      ];
    }),
  );
}

/** @param {paper.ComparisonRow[]} rows @param {string} title */
function figureOf(rows, title) {
  const units = new Set(rows.map(({ unit }) => unit));
  const ours = rows.filter((row) => row.ours !== null);
  if (units.size !== 1 || ours.length < FEWEST_IN_PICTURE) return null;
  return cf.plot.comparison(rows, { unit: rows[0].unit, title });
}
