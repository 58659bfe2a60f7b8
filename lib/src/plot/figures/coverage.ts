import type { Data } from 'plotly.js-dist-min';
import type { PerClass } from '../../measure/per-class';
import { record, whole } from '../../options';
import { checkClasses, checkFigure } from '../kit/check';
import { type Draft, figure } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions, Pair } from '../kit/figure';
import { counts, list, names, pairOf, perClass } from '../kit/kinds';
import { classLines } from '../kit/line';
import { type Drawn, describeSides, sharedLayout, sides, sideTraces } from '../kit/pair';
import { kStyle } from '../kit/style';
import { percent, span } from '../kit/words';

/** Top-K coverage of one K: the share of each class's instances that it covers, 0..1. */
export interface ClassCoverage {
  K: number;
  /** `perClass: [C]`; null: a class without instances. */
  perClass: PerClass;
}

/** Top-K coverage of one model. */
export interface ModelCoverage {
  /** Training images of each class: `counts: [C]`. Default: not shown. */
  counts?: readonly number[];
  /** One entry a K. */
  coverage: readonly ClassCoverage[];
}

/** What the coverage figures take. */
export interface CoverageData extends Pair<ModelCoverage> {
  classNames: readonly string[];
}

/** What each field of `CoverageData` must be. */
export const coverageFields = {
  classNames: names,
  ...pairOf(record({ counts, coverage: list(record({ K: whole(1), perClass })) })),
};

/**
 * Top-K coverage ratio of each class, one line for each K (the paper: 2, 3, 5, 7), for the balanced and the imbalanced
 * network. Source: paper §5.3, Fig. 3.
 */
export function coverage(data: CoverageData, options: FigureOptions = {}): Figure {
  checkFigure('plot.coverage', data, coverageFields, options);
  const both = sides(data);
  const axis: ClassAxis = { classNames: data.classNames };
  const draft: Draft = {
    title: 'Top-K coverage by class',
    height: 440,
    top: 84,
    alt: `Share of instances whose K largest ce exceed the largest adversary logit, by class. ${describeSides(both, describeCoverage)}`,
    data: sideTraces(both, data.classNames, lines),
    layout: sharedLayout(both, axis, { range: [0, 1.04] }, 'coverage'),
  };
  return figure(draft, options);
}

function lines({ panel, model, axis, showlegend }: Drawn<ModelCoverage>): Data[] {
  const lists = Object.fromEntries(model.coverage.map(({ K, perClass }) => [`K = ${K}`, perClass]));
  checkClasses('plot.coverage', axis, { counts: model.counts, ...lists });
  const perK = model.coverage.map(({ K, perClass }) => ({
    ...{ name: `K = ${K}`, values: perClass, format: ':.1%' },
    ...kStyle(K),
  }));
  return classLines(panel, axis, perK, showlegend);
}

/** `K = 2 from 44.0 % to 93.0 %, K = 7 ...`, for the alt text. */
function describeCoverage(model: ModelCoverage): string {
  return model.coverage.map(({ K, perClass }) => `K = ${K} ${span(perClass, percent)}`).join(', ');
}
