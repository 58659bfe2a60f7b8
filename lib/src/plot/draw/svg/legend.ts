import type { Data, Layout, ScatterData } from 'plotly.js-dist';
import { text } from './element';
import { traceSvg } from './marks';
import type { Page } from './overlay';

/** The names of the traces, with a sample of each. */
export interface Legend {
  /** Pixels right of the plots that it takes: none where it is a row. */
  readonly width: number;
  readonly svg: (page: Page) => string;
}

type Entry = Partial<ScatterData>;

/** A row where the layout asks for one and the picture is wide enough, else a column right of the plots. */
export function legendOf(layout: Partial<Layout>, data: readonly Data[], width: number): Legend {
  const entries = (data as Entry[]).filter(({ showlegend }) => showlegend !== false);
  if (!layout.showlegend || entries.length === 0) return { width: 0, svg: () => '' };
  const { l = 60, r = 20 } = layout.margin ?? {};
  const { orientation } = layout.legend ?? {};
  if (orientation === 'h' && rowWidth(entries) <= width - l - r)
    return { width: 0, svg: (page) => row(entries, layout.legend, page) };
  return { width: columnWidth(entries), svg: (page) => column(entries, page) };
}

function entryWidth({ name }: Entry): number {
  return 56 + 7.5 * (name ?? '').length;
}

function rowWidth(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + entryWidth(entry), 0);
}

function columnWidth(entries: readonly Entry[]): number {
  return Math.max(175, ...entries.map((entry) => 14 + entryWidth(entry)));
}

function column(entries: readonly Entry[], { area, ink }: Page): string {
  return entries.map((entry, k) => entrySvg(entry, area.right + 18, area.top + 10 + 24 * k, ink)).join('');
}

/** From the left or, by `xanchor`, to the right end; `y` in heights of the plots, `yanchor` says on which side of it. */
function row(entries: readonly Entry[], legend: Layout['legend'] = {}, { area, ink }: Page): string {
  const { x = 1, y = 1, xanchor, yanchor } = legend;
  const at = area.bottom - y * (area.bottom - area.top) + (yanchor === 'top' ? 12 : -12);
  const end = area.left + x * (area.right - area.left);
  let from = xanchor === 'right' ? end - rowWidth(entries) + 16 : end;
  return entries
    .map((entry) => {
      const drawn = entrySvg(entry, from, at, ink);
      from += entryWidth(entry);
      return drawn;
    })
    .join('');
}

function entrySvg(entry: Entry, x: number, y: number, ink: string): string {
  const label = text(String(entry.name ?? ''), { x: x + 40, y, fill: ink, baseline: 'central' });
  return sample(entry as Data, entry.mode, x, y) + label;
}

/** A short piece of the trace, 32 pixels wide. */
function sample(trace: Data, mode: string | undefined, x: number, y: number): string {
  const at = { start: x, end: x + 32, axis: {}, ticks: [], at: (value: unknown) => x + 32 * Number(value) };
  const flat = { ...at, at: (value: unknown) => y + 6 - 12 * Number(value) };
  if (trace.type === 'bar')
    return traceSvg({ ...trace, x: [0.5], y: [1], width: 0.5, text: [] } as Data, { x: at, y: flat }, [0, 1]);
  const xs = mode === 'markers' ? [0.5] : [0, 0.5, 1];
  return traceSvg({ ...trace, x: xs, y: xs.map(() => 0.5) } as Data, { x: at, y: flat }, [0, 1]);
}
