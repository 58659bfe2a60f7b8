import type { Data, LayoutAxis, ScatterData } from 'plotly.js-dist-min';
import { orNull, record, whole } from '../../options';
import { checkClasses, checkFigure } from '../kit/check';
import { classColors, hoverNames } from '../kit/class-axis';
import { type Draft, figure } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions, Pair } from '../kit/figure';
import { amount, counts, list, names, optional, pairOf, perClass } from '../kit/kinds';
import { levels } from '../kit/levels';
import { type Drawn, describeSides, pairLayout, type Side, sides, sideTraces } from '../kit/pair';
import { palette } from '../kit/style';
import { percent } from '../kit/words';
import type { ClassCoverage, ModelCoverage } from './coverage';

/** Top-K coverage of one model for many K, as `coverage` gives it. */
interface CoverageOverK extends ModelCoverage {
  /** One entry a K, K rising; `overall`: the share among all instances. */
  coverage: readonly (ClassCoverage & { overall: number | null })[];
}

/** What `coverageByK` takes. */
export interface CoverageByKData extends Pair<CoverageOverK> {
  classNames: readonly string[];
  /** A dashed line at this share, 0..1. Default: 0.9. */
  share?: number;
}

/**
 * Top-K coverage against K on a logarithmic axis, for the balanced and the imbalanced network: one line for each
 * class, and a thicker one for all instances. Source: paper §5.3, where K is chosen so that nearly all instances are
 * covered.
 */
export function coverageByK(data: CoverageByKData, options: FigureOptions = {}): Figure {
  const coverage = list(record({ K: whole(1), perClass, overall: orNull(amount) }));
  const fields = { classNames: names, ...pairOf(record({ counts, coverage })), share: optional(amount) };
  checkFigure('coverageByK', data, fields, options);
  const both = sides(data);
  const share = data.share ?? 0.9;
  const draft: Draft = {
    title: 'Top-K coverage, from one feature to all',
    height: 520,
    top: 84,
    alt: `Share of instances covered against K. ${describeSides(both, (model) => describe(model, share))}`,
    data: sideTraces(both, data.classNames, lines),
    layout: {
      ...pairLayout(both, (_, k) => ({
        x: kAxis(both),
        y: { range: [0, 1.04], ...(k === 0 ? { title: { text: 'coverage' } } : { showticklabels: false }) },
      })),
      shapes: levels([{ value: share }]).shapes,
      showlegend: true,
    },
  };
  return figure(draft, options);
}

const ticks = [1, 2, 3, 5, 7, 11, 16, 32, 64, 128];

function kAxis(both: Side<CoverageOverK>[]): LayoutAxis {
  const most = Math.max(1, ...both.flatMap(({ model }) => model?.coverage.map(({ K }) => K) ?? []));
  const shown = ticks.filter((K) => K <= most);
  return {
    type: 'log',
    title: { text: 'K (logarithmic)' },
    tickvals: shown,
    ticktext: shown.map(String),
    range: [-0.05, Math.log10(most) + 0.05],
  };
}

function lines({ panel, model, axis, showlegend }: Drawn<CoverageOverK>): Data[] {
  const { counts, coverage } = model;
  const perK = Object.fromEntries(coverage.map(({ K, perClass }) => [`K = ${K}`, perClass]));
  checkClasses('coverageByK', axis, { counts, ...perK });
  const all = coverage.map(({ overall }) => overall);
  const shared = {
    ...({ type: 'scatter', mode: 'lines', showlegend, xaxis: panel.xaxis, yaxis: panel.yaxis } as const),
    x: coverage.map(({ K }) => K),
  };
  const style = { line: { color: palette.neutral, width: 5, dash: 'dot' } } as const;
  return [
    ...classTraces(model, axis).map((trace) => ({ ...shared, ...trace })),
    { ...shared, ...style, name: 'all images', legendgroup: 'all images', y: all, ...hover('all images') },
  ];
}

function classTraces({ coverage }: CoverageOverK, axis: ClassAxis): Partial<ScatterData>[] {
  const names = hoverNames(axis);
  const colors = classColors(axis);
  return axis.classNames.map((name, c) => ({
    ...{ name, legendgroup: name, line: { color: colors[c], width: 2 } },
    y: coverage.map(({ perClass }) => perClass[c]),
    ...hover(names[c]),
  }));
}

function hover(name: string) {
  return { hovertemplate: `${name}<br>K = %{x}: %{y:.1%}<extra></extra>` };
}

/** `90.0 % of all instances at K = 5; 99.1 % at K = 64`, for the alt text. */
function describe({ coverage }: CoverageOverK, share: number): string {
  const reached = coverage.find(({ overall }) => overall !== null && overall >= share);
  const last = coverage.at(-1);
  const where = reached ? `at K = ${reached.K}` : 'at no K';
  const end = last ? `; ${percent(last.overall)} at K = ${last.K}` : '';
  return `${percent(share)} of all instances ${where}${end}`;
}
