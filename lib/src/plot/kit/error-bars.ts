import type { BarData } from 'plotly.js-dist-min';
import type { PerClass } from '../../measure/per-class';

/** Lower and upper end of a range around each class's value; null: no range. */
export interface Ends {
  low: PerClass;
  high: PerClass;
}

/** Lines from `low` to `high` through the values; no line where one of them is missing. `values: [C]`. */
export function errorBars(values: PerClass, { low, high }: Ends, color: string): Pick<BarData, 'error_y'> {
  const distance = (from: PerClass, to: PerClass) =>
    values.map((_, c) => (low[c] === null || high[c] === null ? 0 : to[c]! - from[c]!));
  return {
    error_y: {
      type: 'data',
      symmetric: false,
      array: distance(values, high),
      arrayminus: distance(low, values),
      color,
      thickness: 2,
      width: 5,
    },
  };
}
