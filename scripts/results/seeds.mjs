import { cf } from '../library.mjs';
import { markdownTable } from '../markdown-table.mjs';
import { picture } from './picture.mjs';

/** @import { Figure, paper, Run } from 'cnn-fragility' */

/** @typedef {Awaited<ReturnType<typeof seedSpreads>>[number]} SeedSpread */

/**
 * Each run of which there are other seeds, with these, and the table of every number's spread.
 *
 * @param {paper.Results} results
 * @param {Run[]} runs
 */
export async function seedSpreads(results, runs) {
  const spreads = await cf.paper.seedSpreads(results, runs);
  return spreads.map((one) => {
    const seeds = [one.run, ...one.others].map(({ config }) => config.seed);
    // The page says in words what its numbers are, each where it stands.
    const columns = cf.view.spreadTable(one.spread, seeds).columns.filter(({ name }) => name !== 'where');
    return { ...one, seeds, columns };
  });
}

/**
 * Mean, standard deviation and number of seeds as a text, by the number's id.
 *
 * @param {SeedSpread[]} spreads
 * @returns {Map<string, string>}
 */
export function spreadTexts(spreads) {
  return new Map(
    spreads.flatMap(({ spread, seeds, columns }) => {
      const means = columns.find(({ name }) => name === 'mean ± sd')?.values ?? [];
      return spread.map(({ id }, k) => [id, `${means[k]} (${seeds.length})`]);
    }),
  );
}

/**
 * For each such run a section: the seeds' accuracies, a picture of their recalls, the claims they part on, every number's spread.
 *
 * @param {SeedSpread[]} spreads
 */
export function seedSections(spreads) {
  /** @type {Record<string, Figure>} */
  const figures = {};
  return { sections: spreads.map((one) => section(one, figures)), figures };
}

/** @param {SeedSpread} one @param {Record<string, Figure>} figures */
function section(one, figures) {
  const { setting, balance } = one.run.config;
  const recalls = recallsFigure(one);
  return [
    `### \`${setting}\`, ${balance}: seeds ${one.seeds.join(', ')}`,
    accuracies(one),
    ...(recalls ? [picture(figures, `seeds-${setting}-${balance}.svg`, recalls)] : []),
    claimsOf(one),
    markdownTable(
      one.columns.map(({ name }) => name),
      one.spread.map((_, k) => one.columns.map(({ values }) => values[k])),
    ),
  ].join('\n\n');
}

/** Test recall of each class, where the authors' files have it. @param {SeedSpread} one */
function recallsFigure({ spread, seeds }) {
  const recalls = spread.filter(({ id }) => id.includes('.testRecall.'));
  if (recalls.length === 0) return null;
  return cf.plot.comparison(recalls, { unit: '%', title: `Test recall by class, ${seeds.length} seeds` });
}

/** @param {SeedSpread} one */
function accuracies({ run, others, perSeed }) {
  const percent = (/** @type {number | null} */ share) =>
    share === null ? '–' : `${(100 * share).toFixed(2)} %`;
  const { balance } = run.config;
  const setting = /** @type {paper.PaperSetting['id']} */ (run.config.setting);
  const rows = [run, ...others].map((one, k) => {
    const testRecall = perSeed[k][setting]?.[balance]?.measures.testRecall ?? [];
    return [
      one === run ? `${one.config.seed}, shipped` : one.config.seed,
      `${percent(one.best.testBac)} (${one.best.epoch})`,
      percent(one.last.testBac),
      ...[testRecall[0], testRecall[testRecall.length - 1]].map(percent),
      cf.runs.trainedOn(one),
    ];
  });
  const head = [
    'seed',
    'best test BAC (epoch)',
    'last',
    'recall of the most frequent class',
    'of the rarest',
  ];
  return markdownTable([...head, 'trained on'], rows);
}

/** The claims that the paper makes of the setting and that not every seed fulfils. @param {SeedSpread} one */
function claimsOf({ run, seeds, perSeed }) {
  const setting = /** @type {paper.PaperSetting['id']} */ (run.config.setting);
  const judged = cf.paper.claimsOverSeeds(setting, perSeed);
  const open = judged.filter((verdicts) => !verdicts.every(({ pass }) => pass));
  const rows = open.map((verdicts) => [
    verdicts[0].id,
    verdicts[0].threshold,
    ...verdicts.map(({ pass, observed }) => `${pass ? '✓' : '✗'} ${observed}`),
  ]);
  const holding = `Of ${judged.length} claims, ${judged.length - open.length} hold with every seed. The others:`;
  return `${holding}\n\n${markdownTable(['claim', 'asked', ...seeds.map((seed) => `seed ${seed}`)], rows)}`;
}
