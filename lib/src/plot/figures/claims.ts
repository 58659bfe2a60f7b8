import type { HeatmapData } from 'plotly.js-dist-min';
import { flag, orNull, record, text } from '../../options';
import { checkFigure } from '../kit/check';
import { type Draft, figure } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
import { list, optional } from '../kit/kinds';
import { palette } from '../kit/style';

/** A claim of the paper and whether it holds here. */
export interface ClaimTile {
  /** `P3.1`: research question 3, first claim. */
  id: string;
  statement: string;
  /** null: not evaluated, for want of a model. */
  pass: boolean | null;
  /** What was found, in words. Default: not shown. */
  observed?: string;
}

/** One tile a claim, a row for each research question: holds ✓, does not hold ✗, not evaluated –. */
export function claims(all: readonly ClaimTile[], options: FigureOptions = {}): Figure {
  const claim = record({ id: text, statement: text, pass: orNull(flag), observed: optional(text) });
  checkFigure('plot.claims', { claims: all }, { claims: list(claim) }, options);
  const questions = [...new Set(all.map(question))];
  const grid = questions.map((q) => all.filter((claim) => question(claim) === q));
  const widest = Math.max(1, ...grid.map((row) => row.length));
  const draft: Draft = {
    title: 'Claims of the paper:  ✓ holds   ✗ does not hold   – not evaluated',
    height: 80 + 44 * questions.length,
    margin: { b: 20 },
    alt: altText(all),
    data: [tiles(grid)],
    layout: {
      xaxis: { visible: false, fixedrange: true, range: [-0.5, widest - 0.5] },
      yaxis: {
        ...{
          tickvals: questions.map((_, k) => k),
          ticktext: questions,
          range: [questions.length - 0.5, -0.5],
        },
        ...{ showgrid: false, zeroline: false, fixedrange: true },
      },
    },
  };
  return figure(draft, options);
}

function question({ id }: ClaimTile): string {
  return `RQ${id.slice(1).split('.')[0]}`;
}

function tiles(grid: ClaimTile[][]): Partial<HeatmapData> {
  const of = <T>(cell: (claim: ClaimTile) => T) => grid.map((row) => row.map(cell));
  return {
    ...{
      type: 'heatmap',
      z: of(({ pass }) => code(pass)),
      zmin: 0,
      zmax: 2,
      showscale: false,
      xgap: 4,
      ygap: 4,
    },
    colorscale: steps([palette.fails, palette.unknown, palette.holds]),
    text: of(({ id, pass }) => `${id} ${['✗', '–', '✓'][code(pass)]}`),
    texttemplate: '%{text}',
    textfont: { color: '#ffffff', size: 15 },
    hovertext: of(({ statement, observed }) => (observed ? `${statement}<br>found: ${observed}` : statement)),
    hovertemplate: '%{text}<br>%{hovertext}<extra></extra>',
  };
}

function code(pass: boolean | null): 0 | 1 | 2 {
  if (pass === null) return 1;
  return pass ? 2 : 0;
}

/** A colour scale of three flat thirds. */
function steps([a, b, c]: [string, string, string]): [number, string][] {
  return [
    [0, a],
    [1 / 3, a],
    [1 / 3, b],
    [2 / 3, b],
    [2 / 3, c],
    [1, c],
  ];
}

function altText(all: readonly ClaimTile[]): string {
  const part = (name: string, pass: boolean | null) => {
    const ids = all.filter((claim) => claim.pass === pass).map((claim) => claim.id);
    return `${ids.length} ${name}${ids.length ? ` (${ids.join(', ')})` : ''}`;
  };
  const parts = [part('hold', true), part('do not hold', false), part('not evaluated', null)];
  return `${all.length} claims: ${parts.join(', ')}.`;
}
