import type { ScatterData } from 'plotly.js-dist-min';
import { number, orNull, record, text } from '../../options';
import { checkFigure } from '../kit/check';
import { type Draft, figure } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
import { list } from '../kit/kinds';
import { seriesColors } from '../kit/style';
import { short } from '../kit/words';

/** How far one network has collapsed: what `measures.neuralCollapse` gives, and a name. */
export interface CollapsedNetwork {
  /** In the legend: `imbalanced`. */
  name: string;
  nc1: number | null;
  nc2EquinormFeatures: number | null;
  nc2EquiangularFeatures: number | null;
  nc2EquinormWeights: number | null;
  nc2EquiangularWeights: number | null;
  nc3: number | null;
  nc4: number | null;
}

/** What `plot.neuralCollapse` takes. */
export interface NeuralCollapseData {
  networks: readonly CollapsedNetwork[];
}

/** The measures from the top of the chart down, and what they are called there. */
const rows = {
  nc1: 'NC1: within classes / between',
  nc2EquinormFeatures: 'NC2: unequal lengths, means',
  nc2EquiangularFeatures: 'NC2: unequal angles, means',
  nc2EquinormWeights: 'NC2: unequal lengths, W',
  nc2EquiangularWeights: 'NC2: unequal angles, W',
  nc3: 'NC3: W against means',
  nc4: 'NC4: nearest mean disagrees',
} as const;
const measures = Object.keys(rows) as (keyof typeof rows)[];
const symbols = ['circle', 'diamond', 'square', 'x'] as const;

/**
 * Neural collapse of one or more networks: one row for each measure, one dot for each network; the further left, the
 * closer to collapse. A measure of 0, complete collapse, has no place on the logarithmic axis: its dot is at the left
 * edge. Source: Papyan, Han and Donoho, PNAS 117 (2020).
 */
export function neuralCollapse(data: NeuralCollapseData, options: FigureOptions = {}): Figure {
  const value = orNull(number(0, 1e100));
  const fields = Object.fromEntries(measures.map((measure) => [measure, value]));
  const networks = list(record({ name: text, ...fields }), 1);
  checkFigure('plot.neuralCollapse', data, { networks }, options);
  const least = leastOf(data.networks);
  const draft: Draft = {
    title: 'How far from neural collapse?',
    height: 420,
    alt: `Neural collapse, 0 is wholly collapsed. ${data.networks.map(describe).join(' ')}`,
    margin: { l: 210 },
    data: data.networks.map((network, k) => dots(network, k, least)),
    layout: {
      xaxis: { type: 'log', title: { text: 'value (logarithmic); left: closer to collapse' } },
      yaxis: {
        type: 'category',
        categoryarray: measures.map((measure) => rows[measure]),
        range: [measures.length - 0.5, -0.5],
      },
      showlegend: true,
    },
  };
  return figure(draft, options);
}

function dots(network: CollapsedNetwork, k: number, least: number): Partial<ScatterData> {
  const there = measures.filter((measure) => network[measure] !== null);
  return {
    ...{ type: 'scatter', mode: 'markers', name: network.name },
    x: there.map((measure) => Math.max(network[measure]!, least)),
    y: there.map((measure) => rows[measure]),
    customdata: there.map((measure) => network[measure]),
    marker: { size: 13, color: seriesColors[k % seriesColors.length], symbol: symbols[k % symbols.length] },
    hovertemplate: `${network.name}<br>%{y}: %{customdata:.3~g}<extra></extra>`,
  };
}

/** Half of the smallest value above 0. */
function leastOf(networks: readonly CollapsedNetwork[]): number {
  const values = networks.flatMap((network) => measures.map((measure) => network[measure] ?? 0));
  return Math.min(1, ...values.filter((value) => value > 0)) / 2;
}

/** `imbalanced: nc1 2.31, …` */
function describe(network: CollapsedNetwork): string {
  const values = measures.map((measure) => {
    const value = network[measure];
    return `${rows[measure].replace(':', ',')} ${value === null ? 'unknown' : short(value)}`;
  });
  return `${network.name}: ${values.join('; ')}.`;
}
