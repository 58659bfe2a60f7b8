import type { BarData } from 'plotly.js-dist-min';
import { orNull, record, text } from '../../options';
import { checkFigure } from '../kit/check';
import { type Draft, figure } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
import { amount, list, optional } from '../kit/kinds';
import { columns, missingNote, type Panel, panelAxes, panelTitles } from '../kit/panels';
import { classColor } from '../kit/style';
import { short } from '../kit/words';

/** Number of features for the majority and for the minority class. */
interface FeatureCount {
  majority: number;
  minority: number;
}

/** One setting's count of features that describe all instances of a class. */
interface SettingFeatures {
  /** `C-ent`, `Focal`, `LDAM`, `SVHN`, `CelebA`. */
  setting: string;
  /** D-union: distinct indices in the top-7 sets of all the class's instances; null: no run. */
  union: FeatureCount | null;
  /** The same on subsamples of the smallest class's size; null: no run. */
  matched: FeatureCount | null;
}

/** What `plot.describingFeatures` takes. */
export interface DescribingFeaturesData {
  settings: readonly SettingFeatures[];
  /** Latent width, the top of the axis. Default: 64. */
  H?: number;
}

/**
 * How many top-7 features it takes to describe the majority and the minority class, over all their instances and over
 * samples of equal size. Settings without a run are named. Source: paper §5.6, Fig. 9.
 */
export function describingFeatures(data: DescribingFeaturesData, options: FigureOptions = {}): Figure {
  const count = orNull(record({ majority: amount, minority: amount }));
  const setting = record({ setting: text, union: count, matched: count });
  checkFigure('plot.describingFeatures', data, { settings: list(setting), H: optional(amount) }, options);
  const panels = columns(['All instances', 'Samples of equal size']);
  const names = data.settings.map((s) => s.setting);
  const draft: Draft = {
    title: 'Features that describe all instances of a class',
    height: 440,
    top: 84,
    alt: `Number of features, majority against minority class. ${data.settings.map(describe).join(' ')}`,
    data: panels.flatMap((p, k) => [bars(p, data, k, 'majority'), bars(p, data, k, 'minority')]),
    layout: {
      ...panelAxes(panels, (_, k) => ({
        x: {
          type: 'category',
          categoryarray: names,
          range: [-0.5, names.length - 0.5],
          showgrid: false,
        },
        y: {
          range: [0, data.H ?? 64],
          ...(k === 0 ? { title: { text: 'number of features' } } : { showticklabels: false }),
        },
      })),
      annotations: [...panelTitles(panels), ...panels.flatMap((p, k) => missingSettings(p, data, k))],
      barmode: 'group',
      showlegend: true,
    },
  };
  return figure(draft, options);
}

function bars(
  p: Panel,
  data: DescribingFeaturesData,
  k: number,
  who: 'majority' | 'minority',
): Partial<BarData> {
  const counts = data.settings.flatMap((s) => {
    const count = countOf(s, k);
    return count ? [{ setting: s.setting, n: count[who] }] : [];
  });
  return {
    type: 'bar',
    name: `${who} class`,
    legendgroup: who,
    showlegend: k === 0,
    x: counts.map(({ setting }) => setting),
    y: counts.map(({ n }) => n),
    // Two digits at most: more would run into the bar beside it.
    text: counts.map(({ n }) => n.toFixed(0)),
    textposition: 'outside',
    constraintext: 'none',
    cliponaxis: false,
    xaxis: p.xaxis,
    yaxis: p.yaxis,
    marker: { color: classColor(who === 'majority' ? 0 : 1, 2) },
    hovertemplate: `%{x}, ${who} class<br>%{y:.4~g} features<extra></extra>`,
  };
}

/** The left panel (k = 0) is about all instances, the right one about samples of equal size. */
function countOf({ union, matched }: SettingFeatures, k: number): FeatureCount | null {
  return k === 0 ? union : matched;
}

function missingSettings(p: Panel, data: DescribingFeaturesData, k: number) {
  const width = (p.right - p.left) / data.settings.length;
  return data.settings.flatMap((setting, slot) => {
    if (countOf(setting, k)) return [];
    const middle = p.left + (slot + 0.5) * width;
    return [{ ...missingNote({ ...p, left: middle, right: middle }, 'no run'), textangle: -90 }];
  });
}

function describe({ setting, union, matched }: SettingFeatures): string {
  if (!union) return `${setting}: no run.`;
  const equal = matched
    ? `, at equal size ${short(matched.majority)} against ${short(matched.minority)}`
    : '';
  return `${setting}: ${short(union.majority)} against ${short(union.minority)}${equal}.`;
}
