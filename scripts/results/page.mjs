import { readFileSync } from 'node:fs';
import { fromArrow } from 'arquero';
import { cf } from '../library.mjs';
import { claimDetails, claimMatrix } from './claims.mjs';
import { differences } from './differences.mjs';
import { factsOf } from './facts.mjs';
import { fill } from './fill.mjs';
import { numberSections } from './numbers.mjs';
import { picture } from './picture.mjs';
import { runTable } from './runs.mjs';
import { seedSections, seedSpreads, spreadTexts } from './seeds.mjs';
import { shareTable } from './shares.mjs';

/** @import { Run } from 'cnn-fragility' */

/** The results page as Markdown, and the figures of its pictures, by file name, from the reference runs. */
export async function resultsPage() {
  const runs = Object.values(await cf.loadRuns());
  const retrained = await retrainedBacs(runs);
  const results = cf.paper.measureRuns(runs, retrained);
  const verdicts = cf.paper.judgeBySetting(results);
  const ce = runs.find(({ id }) => id === 'cifar.ce-imbalanced');
  const spreads = await seedSpreads(results, runs);
  const numbers = numberSections(results, runs, spreadTexts(spreads));
  const seeds = seedSections(spreads);
  const figures = { ...numbers.figures, ...seeds.figures };
  const why = fill(
    readFileSync(new URL('why.md', import.meta.url), 'utf8'),
    factsOf(results, verdicts, ce ? await cf.paper.otherSeeds(ce) : []),
  );
  const sections = [
    '# Results',
    INTRODUCTION,
    '## The runs',
    runTable(runs),
    SELECTION,
    '## The claims',
    picture(figures, 'claims.svg', cf.plot.claims(cf.paper.judgeClaims(results))),
    CLAIMS,
    claimMatrix(verdicts),
    '### What was found',
    claimDetails(verdicts),
    '## The numbers',
    NUMBERS,
    ...numbers.sections,
    ...(seeds.sections.length > 0 ? ['## The spread over seeds', SEEDS, ...seeds.sections] : []),
    '## The claims over many runs',
    SHARES,
    shareTable(fromArrow(await cf.paper.collectedRuns())),
    '## Where we differ and why',
    differences(verdicts, why),
  ];
  return { page: `${sections.join('\n\n')}\n`, figures };
}

/** Best test BAC with the classifier retrained, by setting: RQ1, for every imbalanced run. @param {Run[]} runs */
async function retrainedBacs(runs) {
  /** @type {Record<string, number>} */
  const bacs = {};
  for (const run of runs) {
    const bac = await cf.runs.retrainedBac(run);
    if (bac !== null) bacs[run.config.setting] = bac;
  }
  return bacs;
}

const INTRODUCTION = `Made by \`npm run results\` from the networks in [data/reference](../data/README.md), which this project
trained; CI checks that it is current. One seed a run, like the paper; where there are more, they stand under
[The spread over seeds](#the-spread-over-seeds) and [CelebA: the spread over seeds](#celeba-the-spread-over-seeds).`;

const SELECTION = `*BAC: balanced accuracy, the mean of the classes' recalls. As in the paper, each network is that of the epoch
with the best **test** BAC; without a validation set that number is flattered. Beside it stands the last epoch, which nobody
chose.*`;

const CLAIMS = `The picture judges each claim on all settings that the paper makes it of. The table judges it on each setting
alone: ✓ holds, ✗ does not, ? cannot be told from these runs, – cannot be judged: there is no run, or two classes cannot show it.
In parentheses where the paper makes the claim of CIFAR-10 with cross-entropy only. Claims of a *direction* should hold for
reduced training, too; those of a *magnitude* need not. The project's own checks stand after the paper's claims.

*Three answers.* A claim holds, or does not, where it says the same all over the 95 % intervals of its numbers, which stand in
brackets below; otherwise these runs cannot tell. Shares have Wilson's interval, means that of their standard error, rank
correlations Bonett and Wright's over the classes, what is computed from several their intervals together (Zou and Donner). The
interval of a mean over classes also holds what it would be without any one of them, and that of a sum of weights what it would be
without the largest: one class never decides for four. Intervals are about other *images* of these classes under one trained
network, not about other trainings: for those see [The spread over seeds](#the-spread-over-seeds). Numbers without one are counts
within one network. \`pass\` in the JSON of \`fragility measure\` is the numbers' answer without intervals, \`answer\` this one.`;

const NUMBERS = `*Over seeds*: mean ± standard deviation of the sample (number of seeds), where there are several. *Difference* is ours − the paper's. *Holds*: ✓ equal as printed, or within the bound; ✗ outside the bound.
*Preset* and *n*, its training and test images, are those of the run that the number comes from. Pictures: hollow is the paper,
filled is ours.`;

const SHARES = `Of the imbalanced runs in \`data/sweeps/runs.arrow\` (\`npm run sweep\`, then \`fragility collect\`; the notebook
[beyond-seeds](../notebooks/beyond-seeds.ipynb) reads the same table) those in which a claim holds, by its numbers without intervals, of those that can be
judged on it, and Wilson's 95 % interval of that share. A column is a kind of run: setting, preset, imbalance ratio, then what is not
as the preset has it. The interval takes the runs as independent; for the claims that compare with a balanced run they are not where
several share one (second row): each has the balanced run of its seed beside it, or, where there is none, that of the smallest seed. The preset
\`small\` is a ResNet-8 on a fifth of the images; it says nothing of a network at full length. Where its rarest class is not
recognised even in training (first row), a claim about that class is about one that was not learned.`;

const SEEDS = `Trained again with the same configuration but for the seed of everything random: the first weights, the order of the
images, their crops and flips. *Trained on* says where the machine's arithmetic rounds otherwise. Only the numbers of these
networks are kept, in [data/seeds](../data/README.md). *sd*: standard deviation of the sample, with n − 1.`;
