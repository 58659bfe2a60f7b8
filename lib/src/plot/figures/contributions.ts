import type { Data } from 'plotly.js-dist-min';
import type { Members } from '../../measure/class/top-members';
import { checkClasses } from '../kit/check';
import { classAxis } from '../kit/class-axis';
import { type Draft, figure } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions, Pair } from '../kit/figure';
import { describeSides, emptyTrace, missingSides, type Side, sides } from '../kit/pair';
import { panelAxes, panelTitles, rows } from '../kit/panels';
import { firstValues, rankBars } from '../kit/rank-bars';
import { span } from '../kit/words';

/** Contributions of one model. */
export interface Contributions {
  /** Training images of each class: `counts: [C]`. Default: not shown. */
  counts?: readonly number[];
  /** ce / logit of the 7 features with the largest mean ce, in that order: `members: [C][rank]`. */
  members: Members;
}

/** What `plot.contributions` takes. */
export interface ContributionsData extends Pair<Contributions> {
  classNames: readonly string[];
}

/**
 * Share of the class logit that each of the 7 largest mean ce makes up, balanced and imbalanced, each with its
 * own y range. Source: paper §5.4, Fig. 6.
 */
export function contributions(data: ContributionsData, options: FigureOptions = {}): Figure {
  const both = sides(data, rows);
  const panels = both.map((side) => side.panel);
  const axis: ClassAxis = { classNames: data.classNames };
  const draft: Draft = {
    title: 'Contribution of the 7 largest ce to the logit',
    height: 640,
    top: 84,
    alt: `Mean share of the class logit from the largest ce, over the classes. ${describeSides(both, (m) => span(firstValues(m.members)))}`,
    data: both.flatMap((side) => bars(side, axis)),
    layout: {
      ...panelAxes(panels, (_, k) => ({
        x: classAxis(axis, k === 1 ? undefined : ''),
        y: { title: { text: 'ce / logit' } },
      })),
      annotations: [...panelTitles(panels), ...missingSides(both)],
      showlegend: false,
    },
  };
  return figure(draft, options);
}

function bars({ panel, model }: Side<Contributions>, axis: ClassAxis): Data[] {
  if (!model) return [emptyTrace(panel)];
  checkClasses('plot.contributions', axis, { counts: model.counts, members: model.members });
  const named = model.counts ? { ...axis, counts: model.counts } : axis;
  return rankBars(panel, named, model.members, { quantity: 'ce / logit' });
}
