import type { HeatmapData } from 'plotly.js-dist-min';
import { flag, oneOf, orNull, record, text } from '../../options';
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
  /** What can be said of it; by default what `pass` says. */
  answer?: keyof typeof answerMarks;
  /** What was found, in words. Default: not shown. */
  observed?: string;
}

/** The sign for each answer to a claim, in tables, figures and on the results page. */
export const answerMarks = {
  holds: '✓',
  'does not hold': '✗',
  'cannot be told': '?',
  'not evaluated': '–',
} as const;

/** Between the grey of what was not judged and the green of what holds. */
const UNTOLD = '#8a6d1d';

/**
 * One tile for each claim, one row for each research question: holds ✓, does not hold ✗, cannot be told ?, not
 * evaluated –.
 */
export function claims(all: readonly ClaimTile[], options: FigureOptions = {}): Figure {
  const answers = Object.keys(answerMarks) as (keyof typeof answerMarks)[];
  const claim = record({
    ...{ id: text, statement: text, pass: orNull(flag) },
    ...{ answer: optional(oneOf(...answers)), observed: optional(text) },
  });
  checkFigure('plot.claims', { claims: all }, { claims: list(claim) }, options);
  const questions = [...new Set(all.map(question))];
  const grid = questions.map((q) => all.filter((claim) => question(claim) === q));
  const widest = Math.max(1, ...grid.map((row) => row.length));
  const draft: Draft = {
    title: 'Claims:  ✓ holds   ✗ does not hold   ? cannot be told   – not evaluated',
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
      z: of((claim) => codes[answerOf(claim)]),
      zmin: 0,
      zmax: 2,
      showscale: false,
      xgap: 4,
      ygap: 4,
    },
    colorscale: steps([palette.fails, palette.unknown, UNTOLD, palette.holds]),
    text: of((claim) => `${claim.id} ${answerMarks[answerOf(claim)]}`),
    texttemplate: '%{text}',
    textfont: { color: '#ffffff', size: 15 },
    hovertext: of(({ statement, observed }) => (observed ? `${statement}<br>found: ${observed}` : statement)),
    hovertemplate: '%{text}<br>%{hovertext}<extra></extra>',
  };
}

/** What is not judged and what cannot be told lie between what fails and what holds. */
const codes = { 'does not hold': 0, 'not evaluated': 1, 'cannot be told': 1.5, holds: 2 } as const;

function answerOf({ answer, pass }: ClaimTile): keyof typeof answerMarks {
  return answer ?? (pass === null ? 'not evaluated' : pass ? 'holds' : 'does not hold');
}

/** A colour scale of flat parts around the four codes. */
function steps(colors: readonly [string, string, string, string]): [number, string][] {
  const edges = [0, 0.25, 0.625, 0.875, 1];
  return colors.flatMap((color, k): [number, string][] => [
    [edges[k], color],
    [edges[k + 1], color],
  ]);
}

function altText(all: readonly ClaimTile[]): string {
  const part = (name: string, answer: ClaimTile['answer']) => {
    const ids = all.filter((claim) => answerOf(claim) === answer).map((claim) => claim.id);
    return `${ids.length} ${name}${ids.length ? ` (${ids.join(', ')})` : ''}`;
  };
  const parts = [
    part('hold', 'holds'),
    part('do not hold', 'does not hold'),
    ...(all.some((claim) => answerOf(claim) === 'cannot be told')
      ? [part('cannot be told', 'cannot be told')]
      : []),
    part('not evaluated', 'not evaluated'),
  ];
  return `${all.length} claims: ${parts.join(', ')}.`;
}
