import type { ScatterData } from 'plotly.js-dist-min';
import { number, orNull, record, text, whole } from '../../options';
import { checkFigure } from '../kit/check';
import { type Draft, figure, note } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
import { list } from '../kit/kinds';
import { palette, seriesColors } from '../kit/style';
import { percent } from '../kit/words';

/** The instances of one bin of confidence, as `measures.reliability` gives it. */
export interface ConfidenceBin {
  readonly n: number;
  /** Mean of the largest softmax, 0..1; null for an empty bin. */
  readonly confidence: number | null;
  /** Share that is recognised, 0..1; null for an empty bin. */
  readonly accuracy: number | null;
}

/** The reliability curve of one network, or of one classification layer. */
export interface ReliabilityCurve {
  /** In the legend: `imbalanced`. */
  name: string;
  /** Bins by rising confidence; empty ones are left out of the line. */
  bins: readonly ConfidenceBin[];
}

/** What `plot.reliability` takes. */
export interface ReliabilityData {
  curves: readonly ReliabilityCurve[];
}

/**
 * Accuracy against confidence, one line for each network. On the dashed diagonal confidence equals accuracy; below it
 * the network is overconfident. The larger a dot, the more of the instances lie in its bin. Source: Guo et al., On
 * Calibration of Modern Neural Networks (ICML 2017), Fig. 1.
 */
export function reliability(data: ReliabilityData, options: FigureOptions = {}): Figure {
  const unit = orNull(number(0, 1));
  const bins = list(record({ n: whole(), confidence: unit, accuracy: unit }));
  checkFigure('plot.reliability', data, { curves: list(record({ name: text, bins }), 1) }, options);
  const draft: Draft = {
    title: 'As right as it is sure?',
    height: 480,
    alt: `Accuracy against confidence. ${data.curves.map(describe).join(' ')}`,
    data: data.curves.map(curve),
    layout: {
      xaxis: { title: { text: 'mean confidence of the bin' }, tickformat: '.0%', range: [0, 1.02] },
      yaxis: { title: { text: 'accuracy' }, tickformat: '.0%', range: [0, 1.02] },
      shapes: [
        {
          type: 'line',
          x0: 0,
          y0: 0,
          x1: 1,
          y1: 1,
          line: { color: palette.neutral, width: 2, dash: 'dash' },
        },
      ],
      annotations: [
        note('less sure than right', { x: 0.02, y: 0.98, xanchor: 'left' }),
        note('too sure', { x: 1, y: 0.03, xanchor: 'right' }),
      ],
      showlegend: data.curves.length > 1,
    },
  };
  return figure(draft, options);
}

const dashes = ['solid', 'dot', 'dash'] as const;

function curve({ name, bins }: ReliabilityCurve, k: number): Partial<ScatterData> {
  const filled = bins.filter(({ n }) => n > 0);
  const most = Math.max(1, ...filled.map(({ n }) => n));
  const color = seriesColors[k % seriesColors.length];
  return {
    ...{ type: 'scatter', mode: 'lines+markers', name },
    x: filled.map(({ confidence }) => confidence),
    y: filled.map(({ accuracy }) => accuracy),
    customdata: filled.map(({ n }) => n),
    line: { color, width: 2, dash: dashes[Math.floor(k / seriesColors.length) % dashes.length] },
    marker: { color, size: filled.map(({ n }) => 5 + 11 * Math.sqrt(n / most)) },
    hovertemplate: `${name}<br>confidence %{x:.1%}, accuracy %{y:.1%}<br>%{customdata} instances<extra></extra>`,
  };
}

/** `none: sure of 81.0 % on average, right in 71.1 %; in its fullest bin 98.0 % and 96.5 %.` */
function describe({ name, bins }: ReliabilityCurve): string {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  if (n === 0) return `${name}: no instances.`;
  const mean = (of: 'confidence' | 'accuracy') =>
    percent(bins.reduce((sum, bin) => sum + bin.n * (bin[of] ?? 0), 0) / n);
  const fullest = bins.reduce((most, bin) => (bin.n > most.n ? bin : most));
  return (
    `${name}: sure of ${mean('confidence')} on average, right in ${mean('accuracy')}; ` +
    `in its fullest bin ${percent(fullest.confidence)} and ${percent(fullest.accuracy)}.`
  );
}
