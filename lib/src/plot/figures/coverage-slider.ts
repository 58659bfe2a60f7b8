import type { Data, Slider } from 'plotly.js-dist-min';
import { checkValue, number, oneOf } from '../../options';
import { checkClasses, checkFigure } from '../kit/check';
import { classColors, hoverNames } from '../kit/class-axis';
import { type Draft, figure } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions } from '../kit/figure';
import { commonKs, kSlider } from '../kit/k-slider';
import { type Drawn, describeSides, type Side, sharedLayout, sides, sideTraces } from '../kit/pair';
import { percent, span } from '../kit/words';
import { type CoverageData, coverageFields, type ModelCoverage } from './coverage';

/** What `coverageSlider` takes beside its data. */
export interface CoverageSliderOptions extends FigureOptions {
  /** K shown at first. Default: 2, or the smallest there is. */
  K?: number;
}

/**
 * Top-K coverage of each class as bars. A slider chooses K, of those that both models have. Source: paper §5.3; one K
 * at a time of Fig. 3.
 */
export function coverageSlider(data: CoverageData, options: CoverageSliderOptions = {}): Figure {
  checkFigure('coverageSlider', data, coverageFields, options, { K: [number(), undefined] });
  const both = sides(data);
  const axis: ClassAxis = { classNames: data.classNames };
  const Ks = commonKs(both.flatMap(({ model }) => (model ? [model.coverage] : [])));
  const first = options.K ?? (Ks.includes(2) ? 2 : Ks[0]);
  checkValue('coverageSlider', 'K', first, oneOf(...Ks));
  const draft: Draft = {
    title: 'Top-K coverage by class',
    height: 540,
    top: 84,
    margin: { b: 180 },
    alt: `Share of instances covered at K = ${first}, by class, with a slider over K. ${describeSides(both, (model) => span(at(model, first), percent))}`,
    data: sideTraces(both, data.classNames, (side) => bars(side, first)),
    layout: {
      ...sharedLayout(both, axis, { range: [0, 1.04] }, 'coverage'),
      showlegend: false,
      sliders: [slider(both, Ks, first)],
    },
  };
  return figure(draft, options);
}

function at(model: ModelCoverage, K: number): (number | null)[] {
  return [...(model.coverage.find((c) => c.K === K)?.perClass ?? [])];
}

function bars({ panel, model, axis }: Drawn<ModelCoverage>, K: number): Data[] {
  const y = at(model, K);
  checkClasses('coverageSlider', axis, { counts: model.counts, coverage: y });
  return [
    {
      type: 'bar',
      name: panel.title,
      x: y.map((_, c) => c),
      y,
      text: hoverNames(axis),
      textposition: 'none',
      xaxis: panel.xaxis,
      yaxis: panel.yaxis,
      marker: { color: classColors(axis) },
      hovertemplate: '%{text}<br>coverage %{y:.1%}<extra></extra>',
    },
  ];
}

function slider(both: Side<ModelCoverage>[], Ks: number[], first: number): Slider {
  const models = both.flatMap(({ model }, trace) => (model ? [{ model, trace }] : []));
  const traces = models.map(({ trace }) => trace);
  return kSlider(Ks, first, (K) => [{ y: models.map(({ model }) => at(model, K)) }, traces]);
}
