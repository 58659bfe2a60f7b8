import type { BarData } from 'plotly.js-dist-min';
import type { Members } from '../../measure/class/top-members';
import type { PerClass } from '../../measure/per-class';
import { classColors, hoverNames } from './class-axis';
import type { ClassAxis } from './figure';
import type { Panel } from './panels';

/** How `rankBars` writes its hover text. */
export interface RankBarsOptions {
  /** What a value is: `mean ce`. */
  quantity: string;
  /** Format of the value, as Plotly writes it. Default: `:.3f`. */
  format?: string;
}

/**
 * Grouped bars: within each class its ranked features side by side, `members: [C][rank]`. One trace a class.
 * The hover text tells class, rank, feature index and value.
 */
export function rankBars(
  panel: Pick<Panel, 'xaxis' | 'yaxis'>,
  axis: ClassAxis,
  members: Members,
  { quantity, format = ':.3f' }: RankBarsOptions,
): Partial<BarData>[] {
  const colors = classColors(axis);
  const names = hoverNames(axis);
  const ranks = Math.max(1, ...members.map((ranked) => ranked.length));
  return members.map((ranked, c) => ({
    type: 'bar',
    name: axis.classNames[c],
    x: ranked.map((_, r) => rankPosition(c, r, ranks)),
    y: ranked.map((m) => m.value),
    width: 0.9 * rankWidth(ranks),
    customdata: ranked.map((m, r) => [m.index, r + 1]),
    xaxis: panel.xaxis,
    yaxis: panel.yaxis,
    marker: { color: colors[c] },
    hovertemplate: `${names[c]}<br>rank %{customdata[1]}: feature %{customdata[0]}<br>${quantity} %{y${format}}<extra></extra>`,
  }));
}

/** Where the bar of a rank (0 = first) stands on the class axis. */
function rankPosition(c: number, rank: number, ranks: number): number {
  return Number((c + (rank - (ranks - 1) / 2) * rankWidth(ranks)).toFixed(4));
}

function rankWidth(ranks: number): number {
  return 0.84 / ranks;
}

/** The first member's value of each class, null for a class without members. */
export function firstValues(members: Members): PerClass {
  return members.map((ranked) => ranked[0]?.value ?? null);
}
