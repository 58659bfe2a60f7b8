import { mean } from 'd3-array';
import type { ScatterData } from 'plotly.js-dist-min';
import { type Kind, orNull, record, text } from '../../options';
import { checkFigure } from '../kit/check';
import { type Draft, figure } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
import { amount, list, optional } from '../kit/kinds';
import { panelAxes } from '../kit/panels';
import { type RowPanel, rowAxis, rowPanels } from '../kit/row-panels';
import { palette } from '../kit/style';
import { short } from '../kit/words';

/** A published number beside ours. */
export interface PaperOurs {
  /** Name on the axis: `T1.cifar.ce.imbalanced`. */
  id: string;
  /** Relation of the published number: `=`, `>`, `>=`, `<=`, `~`, `<=~`. Default: `=`. */
  op?: string;
  paper: number;
  /** null: nothing of ours to compare; a list: a value of each seed. */
  ours: number | readonly number[] | null;
}

/** What `comparison` takes beside its data. */
export interface ComparisonOptions extends FigureOptions {
  /** Unit of all rows, the x axis's title: `% BAC`. Default: none. */
  unit?: string;
}

const oneOrMore: Kind<unknown> = {
  expected: 'a number, or a list of them',
  accepts: (value) => list(amount).accepts([value].flat()),
};

/**
 * The paper's numbers beside ours, one in each row. Hollow: the paper's number, or an arrow where it only gives a
 * bound. Filled: ours, one dot for each seed. The line from the paper's number to ours, or to the mean of ours, is the
 * difference. All rows of a chart should have the same unit.
 */
export function comparison(rows: readonly PaperOurs[], options: ComparisonOptions = {}): Figure {
  const row = record({ id: text, op: optional(text), paper: amount, ours: orNull(oneOrMore) });
  checkFigure('comparison', { rows }, { rows: list(row) }, options, { unit: [text, undefined] });
  const unit = options.unit ?? '';
  const { panels, height } = rowPanels(rows, 34);
  const draft: Draft = {
    title: 'The paper and ours',
    height,
    alt: `The paper's numbers against ours${unit ? `, in ${unit}` : ''}. ${rows.map(describe).join(' ')}`,
    data: panels.flatMap((panel, k) => tracesOf(panel, unit, k === 0)),
    layout: {
      ...panelAxes(panels, (_, k) => ({
        x: { title: { text: unit }, zeroline: false, ...(k > 0 ? { matches: 'x' as const } : {}) },
        y: rowAxis(panels[k].rows.map((row) => row.id)),
      })),
      showlegend: true,
    },
  };
  return figure(draft, options);
}

function tracesOf({ rows, xaxis, yaxis }: RowPanel<PaperOurs>, unit: string, isFirst: boolean) {
  const [between, paper, ours] = [differences(rows), paperDots(rows, unit), oursDots(rows, unit)];
  const place = { xaxis, yaxis };
  const inLegend = { ...place, ...(isFirst ? {} : { showlegend: false }) };
  return [
    { ...between, ...place },
    { ...paper, ...inLegend },
    { ...ours, ...inLegend },
  ];
}

function differences(rows: readonly PaperOurs[]): Partial<ScatterData> {
  const both = rows.filter((row) => oursOf(row).length > 0);
  return {
    ...{ type: 'scatter', mode: 'lines', showlegend: false, hoverinfo: 'skip' },
    x: both.flatMap((row) => [row.paper, mean(oursOf(row))!, null]),
    y: both.flatMap((row) => [row.id, row.id, null]),
    line: { color: palette.neutral, width: 2.5 },
  };
}

function paperDots(rows: readonly PaperOurs[], unit: string): Partial<ScatterData> {
  return {
    ...{ type: 'scatter', mode: 'markers', name: 'paper' },
    ...{
      x: rows.map((row) => row.paper),
      y: rows.map((row) => row.id),
      text: rows.map((row) => row.op ?? '='),
    },
    marker: { symbol: rows.map(paperSymbol), size: 13, color: palette.paper, line: { width: 2.5 } },
    hovertemplate: `%{y}<br>paper %{text} %{x} ${unit}<extra></extra>`,
  };
}

function oursDots(rows: readonly PaperOurs[], unit: string): Partial<ScatterData> {
  const dots = rows.flatMap((row) => oursOf(row).map((ours) => ({ id: row.id, ours })));
  return {
    ...{ type: 'scatter', mode: 'markers', name: 'ours' },
    ...{ x: dots.map(({ ours }) => ours), y: dots.map(({ id }) => id) },
    marker: { symbol: 'circle', size: 12, color: palette.ours },
    hovertemplate: `%{y}<br>ours %{x} ${unit}<extra></extra>`,
  };
}

function oursOf({ ours }: PaperOurs): readonly number[] {
  return ours === null ? [] : [ours].flat();
}

function paperSymbol({ op = '=' }: PaperOurs) {
  if (op.startsWith('>')) return 'triangle-right-open';
  if (op.startsWith('<')) return 'triangle-left-open';
  return 'circle-open';
}

function describe(row: PaperOurs): string {
  const { id, op = '=', paper } = row;
  const relation = op === '=' ? '' : `${op} `;
  const ours = oursOf(row).map(short).join(' and ');
  return `${id}: paper ${relation}${short(paper)}, ours ${ours || 'not there'}.`;
}
