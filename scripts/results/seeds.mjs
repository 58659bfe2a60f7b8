import { createRequire } from 'node:module';
import { markdownTable } from '../markdown-table.mjs';
import { picture } from './picture.mjs';

const cf = createRequire(import.meta.url)('cnn-fragility');

/** Each run of which there are other seeds, with these, the results of each seed and the spread of every number. */
export async function seedSpreads(results, runs) {
  const spreads = [];
  for (const run of runs) {
    const others = await cf.paper.otherSeeds(run);
    if (others.length === 0) continue;
    const perSeed = [results, ...others.map((other) => cf.paper.withSeed(results, other))];
    const answered = ({ id }) => others[0].report.values[id] !== null && !id.startsWith('SET.');
    const spread = cf.paper.spreadOverSeeds(perSeed.map(cf.paper.ourValues), answered);
    spreads.push({ run, others, perSeed, spread });
  }
  return spreads;
}

/** Mean, standard deviation and number of seeds as a text, by the number's id. */
export function spreadTexts(spreads) {
  const texts = new Map();
  for (const { spread, perSeed } of spreads) {
    const { values } = cf.view.spreadTable(spread, []).columns.find(({ name }) => name === 'mean ± sd');
    spread.forEach(({ id }, k) => {
      texts.set(id, `${values[k]} (${perSeed.length})`);
    });
  }
  return texts;
}

/** For each such run a section: the seeds' accuracies, a picture of their recalls, the claims they part on, every number's spread. */
export function seedSections(spreads) {
  const figures = {};
  return { sections: spreads.map((one) => section(one, figures)), figures };
}

function section({ run, others, perSeed, spread }, figures) {
  const { setting, balance } = run.config;
  const seeds = [run, ...others].map(({ config }) => config.seed);
  const recalls = recallsFigure(spread, seeds);
  return [
    `### \`${setting}\`, ${balance}: seeds ${seeds.join(', ')}`,
    accuracies([run, ...others], perSeed),
    ...(recalls ? [picture(figures, `seeds-${setting}-${balance}.svg`, recalls)] : []),
    claimsOf(setting, seeds, perSeed),
    numbersOf(spread, seeds),
  ].join('\n\n');
}

/** Test recall of each class, where the authors' files have it. */
function recallsFigure(spread, seeds) {
  const recalls = spread.filter(({ id }) => id.includes('.testRecall.'));
  if (recalls.length === 0) return null;
  return cf.plot.comparison(recalls, { unit: '%', title: `Test recall by class, ${seeds.length} seeds` });
}

function accuracies(runs, perSeed) {
  const percent = (share) => `${(100 * share).toFixed(2)} %`;
  const rows = runs.map(({ config: { setting, balance, seed }, best, last, ...run }, k) => {
    const { testRecall } = perSeed[k][setting][balance].measures;
    return [
      run.report ? seed : `${seed}, shipped`,
      `${percent(best.testBac)} (${best.epoch})`,
      percent(last.testBac),
      ...[testRecall[0], testRecall.at(-1)].map(percent),
      cf.runs.trainedOn(run),
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

/** The claims that the paper makes of the setting and that not every seed fulfils. */
function claimsOf(setting, seeds, perSeed) {
  const perClaim = transpose(perSeed.map((results) => cf.paper.judgeBySetting(results)[setting]));
  const judged = perClaim.filter(([{ claimed, pass }]) => claimed && pass !== null);
  const open = judged.filter((verdicts) => !verdicts.every(({ pass }) => pass));
  const rows = open.map((verdicts) => [
    verdicts[0].id,
    verdicts[0].threshold,
    ...verdicts.map(({ pass, observed }) => `${pass ? '✓' : '✗'} ${observed}`),
  ]);
  const holding = `Of ${judged.length} claims, ${judged.length - open.length} hold with every seed. The others:`;
  return `${holding}\n\n${markdownTable(['claim', 'asked', ...seeds.map((seed) => `seed ${seed}`)], rows)}`;
}

/** The spread of all numbers that training decides and the network answers alone. */
function numbersOf(spread, seeds) {
  const { columns } = cf.view.spreadTable(spread, seeds);
  return markdownTable(
    columns.map(({ name }) => name),
    transpose(columns.map((column) => column.values)),
  );
}

function transpose(rows) {
  return rows[0].map((_, k) => rows.map((row) => row[k]));
}
