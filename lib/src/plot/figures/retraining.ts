import type { Annotation, ScatterData, Shape } from 'plotly.js-dist-min';
import { type Draft, figure, note } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
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
 * Test BAC while a classifier is retrained on balanced data, between the BAC of the network before and that of the
 * balanced network. Source: paper §5.1, Table 1.
 */
export function retraining(data: RetrainingData, options: FigureOptions = {}): Figure {
  const { bac, before, balanced } = data;
  const bounds = [
    { name: 'before', value: before },
    { name: 'balanced network', value: balanced },
  ].filter((bound): bound is Bound => bound.value !== null);
  const draft: Draft = {
    title: 'Retraining the classifier',
    height: 380,
    alt: altText(data),
    margin: { r: 150 },
    data: [curve(bac)],
    layout: {
      xaxis: { title: { text: 'epoch' }, range: [0.5, bac.length + 0.5], showgrid: false },
      yaxis: { title: { text: 'test BAC' }, tickformat: '.0%', range: around([...bac, before, balanced]) },
      shapes: bounds.map(boundLine),
      annotations: bounds.map(boundName),
      showlegend: false,
    },
  };
  return figure(draft, options);
}

interface Bound {
  name: string;
  value: number;
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

function boundLine({ value }: Bound): Partial<Shape> {
  return {
    type: 'line',
    xref: 'paper',
    x0: 0,
    x1: 1,
    y0: value,
    y1: value,
    line: { dash: 'dash', width: 2 },
  };
}

function boundName({ name, value }: Bound): Annotation {
  return note(`${name}<br>${percent(value)}`, {
    ...{ x: 1, xref: 'paper', xanchor: 'left', xshift: 6 },
    ...{ y: value, yanchor: 'middle', align: 'left' },
  });
}

function altText({ bac, before, balanced }: RetrainingData): string {
  const best = bac.length > 0 ? Math.max(...bac) : null;
  return `Test BAC while the classifier is retrained: ${percent(before)} before, best ${percent(best)} in ${bac.length} epochs; balanced network ${percent(balanced)}.`;
}
