import type { ScatterData } from 'plotly.js-dist-min';
import { number, orNull, record, text, whole } from '../../options';
import { checkFigure } from '../kit/check';
import { type Draft, figure } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
import { list } from '../kit/kinds';
import { panelAxes } from '../kit/panels';
import { type RowPanel, rowAxis, rowPanels } from '../kit/row-panels';
import { palette } from '../kit/style';

/** A claim of the paper and the share of the runs in which it holds. */
export interface SharedClaim {
  /** `P3.1`: research question 3, first claim. */
  id: string;
  statement: string;
  /** Runs in which it can be judged; 0: the claim is left out. */
  n: number;
  /** 0..1, and its interval; null for n = 0. */
  share: number | null;
  low: number | null;
  high: number | null;
}

/**
 * The claims that can be judged, one in each row: a dot at the share of the runs in which the claim holds, and a line
 * for the share's interval.
 */
export function claimShares(all: readonly SharedClaim[], options: FigureOptions = {}): Figure {
  const known = orNull(number(0, 1));
  const claim = record({ id: text, statement: text, n: whole(), share: known, low: known, high: known });
  checkFigure('plot.claimShares', { claims: all }, { claims: list(claim) }, options);
  const judged = Array.from(all).filter(({ n }) => n > 0);
  const { panels, height } = rowPanels(judged, 20);
  const draft: Draft = {
    title: 'Share of the runs in which a claim holds',
    height,
    alt: `Share of the runs in which a claim of the paper holds, with its interval. ${judged.map(inWords).join(' ')}`,
    data: panels.map(dots),
    layout: panelAxes(panels, (_, k) => ({
      x: { title: { text: '% of the runs' }, range: [-3, 103], zeroline: false },
      y: rowAxis(panels[k].rows.map(({ id }) => id)),
    })),
  };
  return figure(draft, options);
}

function dots({ rows: judged, xaxis, yaxis }: RowPanel<SharedClaim>): Partial<ScatterData> {
  const percent = (value: number | null) => 100 * (value ?? 0);
  return {
    ...{ type: 'scatter', mode: 'markers', showlegend: false, xaxis, yaxis },
    x: judged.map(({ share }) => percent(share)),
    y: judged.map(({ id }) => id),
    error_x: {
      type: 'data',
      symmetric: false,
      array: judged.map(({ share, high }) => percent(high) - percent(share)),
      arrayminus: judged.map(({ share, low }) => percent(share) - percent(low)),
      color: palette.ours,
    },
    marker: { color: palette.ours, size: 9 },
    text: judged.map(inWords),
    hovertemplate: '%{text}<extra></extra>',
  };
}

function inWords({ id, statement, n, share, low, high }: SharedClaim): string {
  const percent = (value: number | null) => (100 * (value ?? 0)).toFixed(0);
  return `${id}: ${percent(share)} % of ${n} (${percent(low)} to ${percent(high)} %). ${statement}`;
}
