import type { Layout, LayoutAxis } from 'plotly.js-dist-min';
import type { Members } from '../../measure/class/top-members';
import { flag, record } from '../../options';
import { checkClasses, checkFigure } from '../kit/check';
import { classAxis } from '../kit/class-axis';
import { type Draft, figure, note } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions, Pair } from '../kit/figure';
import { amount, list, names, pairOf, rankedFeatures } from '../kit/kinds';
import { levels } from '../kit/levels';
import { describeSides, pairLayout, sides, sideTraces } from '../kit/pair';
import { rows } from '../kit/panels';
import { firstValues, type RankBarsOptions, rankBars } from '../kit/rank-bars';
import { className, short, span } from '../kit/words';

/** Ranked features of each class in one network. */
export interface RankedFeatures {
  /** Training images of each class: `counts: [C]`. Default: not shown. */
  counts?: readonly number[];
  /** Largest first, as many as are to be drawn (the paper: ten, of contributions seven): `members: [C][rank]`. */
  members: Members;
}

/** Ranked features of one network. */
export interface ClassMembers extends ClassAxis, RankedFeatures {
  classNames: readonly string[];
}

/** Ranked features of a balanced and an imbalanced network, drawn one above the other. */
export interface TwinMembers extends Pair<RankedFeatures> {
  classNames: readonly string[];
}

/** Ranked weights of each class. */
export interface ClassWeights extends ClassMembers {
  /** S10, the sum of each class's ten largest weights: `sumTop10: [C]`. */
  sumTop10: readonly number[];
}

/** What figures of two networks take beside their data. */
export interface TwinOptions extends FigureOptions {
  /** Each network on a y axis of its own, as the paper prints Figs. 4 to 6. Default: one y axis, so that heights compare. */
  ownAxes?: boolean;
}

const ofOne = { classNames: names, ...rankedFeatures };
const ofTwins = { classNames: names, ...pairOf(record(rankedFeatures)) };
const ownAxes = { ownAxes: [flag, undefined] } as const;

/**
 * The features with the largest mean ce of each class (muCE): of one network, or of a balanced and an imbalanced one.
 * Source: paper §5.4, Figs. 4 and 5.
 */
export function meanCe(data: ClassMembers | TwinMembers, options: TwinOptions = {}): Figure {
  checkFigure<TwinMembers | ClassMembers, TwinOptions>(
    'plot.meanCe',
    data,
    'members' in Object(data) ? ofOne : ofTwins,
    options,
    ownAxes,
  );
  const words: Words = {
    where: 'plot.meanCe',
    title: 'Largest mean classification embeddings',
    ...{ yTitle: 'mean ce', quantity: 'mean ce' },
  };
  return 'members' in data ? ranked(data, words, options) : rankedTwins(data, words, options);
}

/**
 * Share of the class logit that each of the 7 largest mean ce makes up, for the balanced and the imbalanced network.
 * Source: paper §5.4, Fig. 6.
 */
export function contributions(data: TwinMembers, options: TwinOptions = {}): Figure {
  checkFigure('plot.contributions', data, ofTwins, options, ownAxes);
  const words: Words = {
    where: 'plot.contributions',
    title: 'Contribution of the 7 largest ce to the logit',
    ...{ yTitle: 'ce / logit', quantity: 'ce / logit' },
  };
  return rankedTwins(data, words, options);
}

/** The largest signed weights of each class, with their sum S10. Source: paper §5.5, Fig. 7. */
export function weights(data: ClassWeights, options: FigureOptions = {}): Figure {
  checkFigure('plot.weights', data, { ...ofOne, sumTop10: list(amount) }, options);
  checkClasses('plot.weights', data, { members: data.members, sumTop10: data.sumTop10 });
  const sums = data.members.map(([largest], c) =>
    note(`S10 ${short(data.sumTop10[c])}`, {
      ...{ x: c - 0.45, xanchor: 'left', y: largest?.value ?? 0, yanchor: 'bottom' },
    }),
  );
  const words: Words = {
    where: 'plot.weights',
    title: 'Largest classification weights, and S10, the sum of the ten',
    ...{ yTitle: 'weight', quantity: 'weight' },
    more: `The sum of the ten largest runs ${span(data.sumTop10)}.`,
  };
  return ranked(data, words, options, { annotations: sums });
}

/**
 * Class top-K ratio of each class's most frequent members: the share of its training instances that have the
 * feature among their K = 7 largest fe. Reference lines at 0.67 and 0.9. Source: paper §5.6, Fig. 8.
 */
export function classTopK(data: ClassMembers, options: FigureOptions = {}): Figure {
  checkFigure('plot.classTopK', data, ofOne, options);
  const over = data.members.map((features) => features.filter(({ value }) => value > 0.9).length);
  const words: Words = {
    where: 'plot.classTopK',
    title: 'How often a feature is among the 7 largest of an instance',
    ...{ yTitle: 'class top-7 ratio', quantity: 'share of instances', format: ':.1%' },
    more: `Features above 0.9, by class: ${over.join(', ')}.`,
  };
  const y: LayoutAxis = { range: [0, 1.04], title: { text: words.yTitle } };
  return ranked(data, words, options, {
    ...{ yaxis: y, margin: { r: 50 } },
    ...levels([0.67, 0.9].map((value) => ({ value, name: String(value) }))),
  });
}

interface Words extends RankBarsOptions {
  /** The figure function, for its errors. */
  where: string;
  title: string;
  yTitle: string;
  /** A last sentence of the alt text. */
  more?: string;
}

function ranked(
  data: ClassMembers,
  words: Words,
  options: FigureOptions,
  { margin, ...layout }: Partial<Layout> = {},
): Figure {
  checkClasses(words.where, data, { counts: data.counts, members: data.members });
  const first = firstValues(data.members);
  const ends = [0, data.classNames.length - 1].map(
    (c) => `${first[c] === null ? 'unknown' : short(first[c])} for ${className(data, c)}`,
  );
  const draft: Draft = {
    title: words.title,
    height: 440,
    ...(margin ? { margin } : {}),
    alt: `${words.title}: largest value of each class ${span(first)}; ${ends.join(', ')}. ${words.more ?? ''}`.trim(),
    data: rankBars({ xaxis: 'x', yaxis: 'y' }, data, data.members, words),
    layout: {
      ...{ xaxis: classAxis(data), yaxis: { title: { text: words.yTitle } }, showlegend: false },
      ...layout,
    },
  };
  return figure(draft, options);
}

function rankedTwins(data: TwinMembers, words: Words, options: TwinOptions): Figure {
  const both = sides(data, rows);
  const draft: Draft = {
    title: words.title,
    height: 600,
    top: 84,
    alt: `${words.title}: largest value of each class. ${describeSides(both, (one) => span(firstValues(one.members)))}`,
    data: sideTraces(both, data.classNames, ({ panel, model, axis }) => {
      checkClasses(words.where, axis, { counts: model.counts, members: model.members });
      return rankBars(panel, axis, model.members, words);
    }),
    layout: {
      ...pairLayout(both, (_, k) => ({
        x: classAxis(data, k === 1 ? undefined : ''),
        y: {
          title: { text: words.yTitle },
          ...(k === 1 && !options.ownAxes ? { matches: 'y' as const } : {}),
        },
      })),
      showlegend: false,
    },
  };
  return figure(draft, options);
}
