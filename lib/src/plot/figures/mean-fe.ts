import type { BarData, UpdateMenu } from 'plotly.js-dist-min';
import { type Member, type Members, topMembers } from '../../measure/class/top-members';
import type { ClassRows } from '../../measure/per-class';
import { checkEach, listOf, oneOf, orNull, record, whole } from '../../options';
import { checkClasses, checkFigure } from '../kit/check';
import { classAxis } from '../kit/class-axis';
import { type Draft, figure } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions } from '../kit/figure';
import { amount, counts, list, names, optional } from '../kit/kinds';
import { type Panel, panelAxes, panelTitles, rows } from '../kit/panels';
import { rankBars } from '../kit/rank-bars';
import { short } from '../kit/words';

/** Mean fe of one set of instances, by class. */
interface ClassFeatureMeans {
  /** Instances of each class in the set: `counts: [C]`. Default: not shown. */
  counts?: readonly number[];
  /** muFE, one row a class: `means: [C][H]`; null: the class has no instance in the set. */
  means: ClassRows;
}

/** What `plot.meanFe` takes. */
export interface MeanFeData {
  classNames: readonly string[];
  /** All training instances. */
  train: ClassFeatureMeans;
  /** Test instances that are predicted right. */
  testTp: ClassFeatureMeans;
  /** Test instances that the paper calls false positives: those of the class that were missed. */
  testFp: ClassFeatureMeans;
  /**
   * Distances of train to test, as `frobenius` gives them, for the panel titles; null: no instance to compare. Default: not
   * shown.
   */
  frobenius?: { readonly tp: number | null; readonly fp: number | null };
}

/** What `plot.meanFe` takes beside its data. */
export interface MeanFeOptions extends FigureOptions {
  /** Features shown of each class. Default: 10. */
  ranks?: number;
}

const set = record({ counts, means: list(orNull(listOf(amount))) });
const distances = record({ tp: orNull(amount), fp: orNull(amount) });

/** Throws UserError unless the means of all sets and classes are of as many features. */
function checkWidths({ train, testTp, testFp }: MeanFeData): void {
  const widths = [train, testTp, testFp].flatMap(({ means }) =>
    means.flatMap((row) => (row ? [row.length] : [])),
  );
  checkEach('plot.meanFe', 'number of features', widths, oneOf(widths[0]));
}

/**
 * Mean magnitude of each class's largest training features, in training, in test TP and in test FP, with the same y
 * range. All panels show the features that are largest in training, in that order; a button sorts each panel by its
 * own values instead. Source: paper §5.7, Fig. 10.
 */
export function meanFe(data: MeanFeData, options: MeanFeOptions = {}): Figure {
  const fields = { train: set, testTp: set, testFp: set, frobenius: optional(distances) };
  checkFigure('plot.meanFe', data, { classNames: names, ...fields }, options, {
    ranks: [whole(1, 1e4), undefined],
  });
  checkWidths(data);
  const panels = rows(panelNames(data), 0.12);
  const ranks = options.ranks ?? 10;
  const strongest = topMembers(data.train.means, ranks);
  const fixed = draw(panels, data, (row, c) =>
    strongest[c].map(({ index }) => ({ index, value: row[index] })),
  );
  const own = draw(panels, data, (row) => topMembers([row], ranks)[0]);
  const top = 1.04 * Math.max(0, ...[...fixed, ...own].flatMap((trace) => trace.y as number[]));
  const draft: Draft = {
    title: 'Largest training features, seen in training and in test',
    height: 600,
    top: 84,
    alt: altText(data, strongest),
    data: fixed,
    layout: {
      ...panelAxes(panels, (_, k) => ({
        x: classAxis(data, k === 2 ? undefined : ''),
        y: { range: [0, top], title: { text: 'mean fe' } },
      })),
      annotations: panelTitles(panels),
      showlegend: false,
      updatemenus: [orderButtons(fixed, own)],
    },
  };
  return figure(draft, options);
}

function panelNames({ frobenius }: MeanFeData): string[] {
  const norm = (part: 'tp' | 'fp') => {
    if (!frobenius) return '';
    const distance = frobenius[part];
    return distance === null ? ': none' : `, Frobenius distance to training ${short(distance)}`;
  };
  return [
    'Training',
    `Test, predicted right (TP)${norm('tp')}`,
    `Test, missed (the paper's FP)${norm('fp')}`,
  ];
}

/** The features that a class's bars stand for: the training panel's in its order, or those of its own means. */
type Shown = (row: Float64Array, c: number) => readonly Member[];

/** The bars of the three panels. */
function draw(panels: Panel[], data: MeanFeData, shown: Shown): Partial<BarData>[] {
  const sets = [data.train, data.testTp, data.testFp];
  return sets.flatMap(({ counts, means }, k) => {
    const axis: ClassAxis = { classNames: data.classNames, ...(counts ? { counts } : {}) };
    checkClasses('plot.meanFe', axis, { counts, means });
    const members = means.map((row, c) => (row ? shown(row, c) : []));
    return rankBars(panels[k], axis, members, { quantity: 'mean fe' });
  });
}

function orderButtons(fixed: Partial<BarData>[], own: Partial<BarData>[]): UpdateMenu {
  const button = (label: string, traces: Partial<BarData>[]) => ({
    label,
    method: 'restyle' as const,
    args: [{ y: traces.map((t) => t.y), customdata: traces.map((t) => t.customdata) }],
  });
  return {
    type: 'buttons',
    direction: 'right',
    showactive: true,
    ...{ x: 1, xanchor: 'right', y: 1, yanchor: 'bottom', pad: { b: 6 } },
    buttons: [button('same features in each panel', fixed), button('sort each panel by itself', own)],
  };
}

function altText({ classNames, testFp }: MeanFeData, strongest: Members): string {
  const shares = strongest.map(([first], c) => {
    const missed = testFp.means[c];
    return `${classNames[c]} ${first?.value && missed ? short(missed[first.index] / first.value) : 'unknown'}`;
  });
  return `Mean fe of each class's largest training features in training, test TP and test FP. Share of the largest one that is left in the missed test instances: ${shares.join(', ')}.`;
}
