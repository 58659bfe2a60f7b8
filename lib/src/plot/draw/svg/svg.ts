import type { Data, Layout } from 'plotly.js-dist';
import type { Figure } from '../../kit/figure';
import { element, escapeXml, text } from './element';
import { legendOf } from './legend';
import { traceSvg } from './marks';
import { noteSvg, shapeSvg } from './overlay';
import { type Area, axesSvg, labelDrop, subplotOf, subplotsOf } from './subplots';

/** What `figureToSvg` takes beside the figure. */
export interface SvgOptions {
  /** Pixels. Default: 900. */
  width?: number;
}

/**
 * A still picture of one of this library's figures, for readers that do not draw Plotly's JSON. It knows the traces,
 * shapes and notes that these figures use; sliders and buttons are left out.
 */
export function figureToSvg(figure: Figure, { width = 900 }: SvgOptions = {}): string {
  const layout = figure.layout as Partial<Layout>;
  const data = (figure.data as Data[]).filter((trace) => (trace as { visible?: unknown }).visible !== false);
  const height = figure.layout.height;
  const legend = legendOf(layout, data, width);
  const area = areaOf(layout, width, legend.width, height);
  const plots = subplotsOf(layout, data, area);
  const { ink, faint } = colors(layout);
  const page = { plots, area, ink };
  const parts = [
    element('title', {}, escapeXml(figure.layout.meta.alt)),
    ...plots.map((plot) => axesSvg(plot, ink, faint)),
    ...data.map((trace, k) => traceSvg(trace, subplotOf(plots, trace), slotOf(data, k))),
    ...(layout.shapes ?? []).map((shape) => shapeSvg(shape, page)),
    ...(layout.annotations ?? []).map((note) => noteSvg(note, page)),
    legend.svg(page),
    text(layout.title?.text ?? '', { x: area.left, y: 32, size: 18, fill: ink }),
  ];
  const frame = {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'font-family': 'sans-serif',
  };
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', ...frame }, parts.join(''));
}

/** Where the plots are: within the margins, left of the legend, right of the longest name on the y axis. */
function areaOf(layout: Partial<Layout>, width: number, legend: number, height: number): Area {
  const { t = 40, r = 20, b = 60, l = 60 } = layout.margin ?? {};
  const names = [layout.yaxis?.ticktext, layout.yaxis?.categoryarray].flatMap(
    (list) => (list as string[]) ?? [],
  );
  const left = Math.max(l, 20 + 7.5 * Math.max(0, ...names.map((name) => name.length)));
  const right = width - (legend || r);
  const [from, to] = (layout.xaxis?.domain as number[] | undefined) ?? [0, 1];
  const drop = labelDrop(
    (layout.xaxis?.ticktext as string[] | undefined) ?? [],
    (right - left) * (to - from),
  );
  return { left, right, top: t, bottom: height - (drop ? Math.max(b, 60 + drop) : b) };
}

function colors(layout: Partial<Layout>): { ink: string; faint: string } {
  const look = (layout.template as { layout?: Partial<Layout> } | undefined)?.layout ?? {};
  return { ink: String(look.font?.color ?? '#797979'), faint: String(look.xaxis?.gridcolor ?? '#cccccc') };
}

/** Which bar of its group a trace is, and of how many. */
function slotOf(data: readonly Data[], k: number): [number, number] {
  const axis = (trace: Data) => (trace as { xaxis?: string }).xaxis ?? 'x';
  const group = data.filter((trace) => trace.type === 'bar' && axis(trace) === axis(data[k]));
  return [group.indexOf(data[k]), Math.max(1, group.length)];
}
