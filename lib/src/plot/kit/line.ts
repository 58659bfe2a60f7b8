import type { ScatterData } from 'plotly.js-dist-min';
import type { PerClass } from '../../measure/per-class';
import { hoverNames } from './class-axis';
import type { ClassAxis } from './figure';
import type { Panel } from './panels';
import type { LineStyle } from './style';

/** A line over the classes. */
export interface ClassLine extends LineStyle {
  name: string;
  /** `values: [C]`; null leaves a gap. */
  values: PerClass;
  /** Format of the value in the hover text, as Plotly writes it: `:.1%`. */
  format: string;
}

/** The traces of lines over the class axis; the legend shows them once for all panels. */
export function classLines(
  p: Panel,
  axis: ClassAxis,
  lines: ClassLine[],
  showlegend: boolean,
): Partial<ScatterData>[] {
  const text = hoverNames(axis);
  return lines.map(({ name, values, color, symbol, dash, format }) => ({
    type: 'scatter',
    mode: 'lines+markers',
    name,
    legendgroup: name,
    showlegend,
    text,
    x: values.map((_, c) => c),
    y: [...values],
    xaxis: p.xaxis,
    yaxis: p.yaxis,
    line: { color, dash, width: 3 },
    marker: { color, symbol, size: 9 },
    hovertemplate: `%{text}<br>${name}: %{y${format}}<extra></extra>`,
  }));
}
