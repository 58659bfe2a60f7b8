import type { ScatterData } from 'plotly.js-dist-min';
import { orNull } from '../../options';
import { checkFigure } from '../kit/check';
import { type Draft, figure } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
import { amount, list } from '../kit/kinds';
import { levels } from '../kit/levels';
import { palette } from '../kit/style';
import { known, percent } from '../kit/words';

/** What `plot.retraining` takes. */
export interface RetrainingData {
  /** Test BAC after each epoch of retraining the classifier, 0..1: `bac: [epochs]`. */
  bac: readonly number[];
  /** Test BAC of the network as trained, before its classifier is retrained. */
  before: number;
  /** Test BAC of the network trained on balanced data; null: there is none, and no line. */
  balanced: number | null;
}

/**
 * Test BAC while a classifier is retrained on balanced data. Two lines mark the BAC of the network before, and that of
 * the balanced network. Source: paper §5.1, Table 1.
 */
export function retraining(data: RetrainingData, options: FigureOptions = {}): Figure {
  const fields = { bac: list(amount), before: amount, balanced: orNull(amount) };
  checkFigure('plot.retraining', data, fields, options);
  const { bac, before, balanced } = data;
  const bounds = Object.entries({ before, 'balanced network': balanced }).flatMap(([name, value]) =>
    value === null ? [] : [{ value, name: `${name}<br>${percent(value)}` }],
  );
  const draft: Draft = {
    title: 'Retraining the classifier',
    height: 380,
    alt: altText(data),
    margin: { r: 150 },
    data: [curve(bac)],
    layout: {
      xaxis: { title: { text: 'epoch' }, range: [0.5, bac.length + 0.5], showgrid: false },
      yaxis: { title: { text: 'test BAC' }, tickformat: '.0%', range: around([...bac, before, balanced]) },
      ...levels(bounds),
      showlegend: false,
    },
  };
  return figure(draft, options);
}

function curve(bac: readonly number[]): Partial<ScatterData> {
  return {
    ...{ type: 'scatter', mode: 'lines+markers', name: 'retrained' },
    ...{ x: bac.map((_, k) => k + 1), y: [...bac] },
    ...{ line: { color: palette.test, width: 3 }, marker: { size: 9, color: palette.test } },
    hovertemplate: 'after epoch %{x}<br>test BAC %{y:.2%}<extra></extra>',
  };
}

/** A little more than the values take. */
function around(values: readonly (number | null)[]): [number, number] {
  const there = known(values);
  const [low, high] = [Math.min(...there), Math.max(...there)];
  const margin = 0.08 * (high - low) || 0.01;
  return [low - margin, high + margin];
}

function altText({ bac, before, balanced }: RetrainingData): string {
  const best = bac.length > 0 ? Math.max(...bac) : null;
  return `Test BAC while the classifier is retrained: ${percent(before)} before, best ${percent(best)} in ${bac.length} epochs; balanced network ${percent(balanced)}.`;
}
