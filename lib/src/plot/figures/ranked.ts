import type { Annotation, Layout, Shape } from 'plotly.js-dist-min';
import type { Members } from '../../measure/class/top-members';
import { checkClasses } from '../kit/check';
import { classAxis } from '../kit/class-axis';
import { type Draft, figure, note } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions } from '../kit/figure';
import { panelAxes, rows } from '../kit/panels';
import { firstValues, type RankBarsOptions, rankBars } from '../kit/rank-bars';
import { className, short, span } from '../kit/words';

/** Ranked features of each class. */
export interface ClassMembers extends ClassAxis {
  /** Largest first, as many as are to be drawn (the paper: ten): `members: [C][rank]`. */
  members: Members;
}

/** Ranked weights of each class. */
export interface ClassWeights extends ClassMembers {
  /** S10, the sum of each class's ten largest weights: `sumTop10: [C]`. */
  sumTop10: readonly number[];
}

/**
 * The features with the largest mean ce of each class (muCE). The same for a balanced and an imbalanced model,
 * each with its own y range: say which in `options.title`. Source: paper §5.4, Figs. 4 and 5.
 */
export function meanCe(data: ClassMembers, options: FigureOptions = {}): Figure {
  const extra: Extra = {
    where: 'plot.meanCe',
    title: 'Largest mean classification embeddings',
    yTitle: 'mean ce',
    quantity: 'mean ce',
  };
  return ranked(data, extra, options);
}

/** The largest signed weights of each class, with their sum S10. Source: paper §5.5, Fig. 7. */
export function weights(data: ClassWeights, options: FigureOptions = {}): Figure {
  checkClasses('plot.weights', data, { members: data.members, sumTop10: data.sumTop10 });
  const annotations = data.members.map((members, c) =>
    note(`S10 ${short(data.sumTop10[c])}`, {
      x: c - 0.45,
      xanchor: 'left',
      y: members[0].value,
      yanchor: 'bottom',
    }),
  );
  const extra: Extra = {
    where: 'plot.weights',
    title: 'Largest classification weights, and S10, the sum of the ten',
    ...{ yTitle: 'weight', quantity: 'weight', layout: { annotations } },
    words: `The sum of the ten largest runs ${span(data.sumTop10)}.`,
  };
  return ranked(data, extra, options);
}

/**
 * Class top-K ratio of each class's most frequent members: the share of its training instances that have the
 * feature among their K = 7 largest fe. Reference lines at 0.67 and 0.9. Source: paper §5.6, Fig. 8.
 */
export function classTopK(data: ClassMembers, options: FigureOptions = {}): Figure {
  const lines = [0.67, 0.9];
  const over = data.members.map((ranked) => ranked.filter((m) => m.value > 0.9).length);
  const extra: Extra = {
    where: 'plot.classTopK',
    title: 'How often a feature is among the 7 largest of an instance',
    ...{ yTitle: 'class top-7 ratio', quantity: 'share of instances', format: ':.1%' },
    layout: { shapes: lines.map(referenceLine), annotations: lines.map(referenceName) },
    words: `Features above 0.9, by class: ${over.join(', ')}.`,
    yRange: [0, 1.04],
    margin: { r: 50 },
  };
  return ranked(data, extra, options);
}

interface Extra extends RankBarsOptions {
  /** The figure function, for its errors. */
  where: string;
  title: string;
  yTitle: string;
  layout?: Partial<Layout>;
  words?: string;
  yRange?: [number, number];
  margin?: Layout['margin'];
}

function ranked(data: ClassMembers, extra: Extra, options: FigureOptions): Figure {
  checkClasses(extra.where, data, { counts: data.counts, members: data.members });
  const panels = rows([extra.title]);
  const last = data.classNames.length - 1;
  const first = firstValues(data.members);
  const ends = [0, last].map(
    (c) => `${first[c] === null ? 'unknown' : short(first[c])} for ${className(data, c)}`,
  );
  const draft: Draft = {
    title: extra.title,
    height: 440,
    ...(extra.margin ? { margin: extra.margin } : {}),
    alt: `${extra.title}: largest value of each class ${span(first)}; ${ends.join(', ')}. ${extra.words ?? ''}`.trim(),
    data: rankBars(panels[0], data, data.members, extra),
    layout: {
      ...panelAxes(panels, () => ({
        x: classAxis(data),
        y: { title: { text: extra.yTitle }, ...(extra.yRange ? { range: extra.yRange } : {}) },
      })),
      showlegend: false,
      ...extra.layout,
    },
  };
  return figure(draft, options);
}

function referenceLine(y: number): Partial<Shape> {
  return { type: 'line', xref: 'paper', x0: 0, x1: 1, y0: y, y1: y, line: { dash: 'dash', width: 1.5 } };
}

function referenceName(y: number): Annotation {
  return note(String(y), { x: 1, xref: 'paper', xanchor: 'left', y, xshift: 4 });
}
