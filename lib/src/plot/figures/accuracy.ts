import type { Data } from 'plotly.js-dist-min';
import type { PerClass } from '../../measure/per-class';
import { number, record } from '../../options';
import { checkClasses, checkFigure } from '../kit/check';
import { type Draft, figure } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions, Pair } from '../kit/figure';
import { list, names, pairOf, perClass } from '../kit/kinds';
import { type ClassLine, classLines } from '../kit/line';
import { type Drawn, describeSides, sharedLayout, sides, sideTraces } from '../kit/pair';
import { type LineStyle, palette } from '../kit/style';
import { className, percent, span } from '../kit/words';

/** Recall of one model, by class. */
export interface Accuracy {
  /** Training images of each class: `counts: [C]`. */
  counts: readonly number[];
  /** Share of each class's training images that are predicted right, 0..1: `trainRecall: [C]`. */
  trainRecall: PerClass;
  /** The same for the test images: `testRecall: [C]`. */
  testRecall: PerClass;
}

/** What `plot.accuracy` takes. */
export interface AccuracyData extends Pair<Accuracy> {
  classNames: readonly string[];
}

/**
 * Training recall, test recall (percent) and imbalance level n_0 / n_c by class, balanced and imbalanced.
 * Source: paper §5.2, Fig. 2.
 */
export function accuracy(data: AccuracyData, options: FigureOptions = {}): Figure {
  const model = record({ counts: list(number(0, 1e100)), trainRecall: perClass, testRecall: perClass });
  checkFigure('plot.accuracy', data, { classNames: names, ...pairOf(model) }, options);
  const both = sides(data);
  const axis: ClassAxis = { classNames: data.classNames };
  const draft: Draft = {
    title: 'Accuracy by class',
    height: 440,
    top: 84,
    alt: `Recall by class. ${describeSides(both, (model) => describe(model, axis))}`,
    data: sideTraces(both, data.classNames, lines),
    layout: sharedLayout(both, axis, { range: [0, 104] }, 'percent,  n₀ / n'),
  };
  return figure(draft, options);
}

const trainStyle: LineStyle = { color: palette.train, symbol: 'circle', dash: 'solid' };
const testStyle: LineStyle = { color: palette.test, symbol: 'square', dash: 'solid' };
const imbalanceStyle: LineStyle = { color: palette.imbalance, symbol: 'diamond', dash: 'dot' };

function lines({ panel, model, axis, showlegend }: Drawn<Accuracy>): Data[] {
  const { counts, trainRecall, testRecall } = model;
  checkClasses('plot.accuracy', axis, { counts, trainRecall, testRecall });
  const toPercent = (recall: PerClass) => recall.map((r) => (r === null ? null : 100 * r));
  const three: ClassLine[] = [
    { name: 'train recall', values: toPercent(trainRecall), format: ':.1f', ...trainStyle },
    { name: 'test recall', values: toPercent(testRecall), format: ':.1f', ...testStyle },
    {
      name: 'imbalance n₀ / n',
      values: counts.map((n) => (n > 0 ? counts[0] / n : null)),
      format: ':.1f',
      ...imbalanceStyle,
    },
  ];
  return classLines(panel, axis, three, showlegend);
}

function describe({ counts, trainRecall, testRecall }: Accuracy, axis: ClassAxis): string {
  const ends = [0, axis.classNames.length - 1].map(
    (c) => `${percent(testRecall[c])} for ${className({ ...axis, counts }, c)}`,
  );
  return `train recall ${span(trainRecall, percent)}, test recall ${ends.join(' and ')}`;
}
