import type { Annotation, Data, Layout } from 'plotly.js-dist-min';
import type { Figure, FigureOptions, Trace } from './figure';
import { withPlainTexts } from './plot-text';
import { template } from './template';

/** A chart in the making, checked against Plotly's own types. */
export interface Draft {
  data: Data[];
  layout: Partial<Layout>;
  title: string;
  /** Pixels. */
  height: number;
  /** Pixels above the plots, under a title: 84 leaves room for the panels' titles. Default: 56. */
  top?: number;
  /** Where the default margins are too narrow. */
  margin?: Layout['margin'];
  alt: string;
}

/** The finished chart: the draft with the house style, the options and the alt text. */
export function figure(draft: Draft, options: FigureOptions = {}): Figure {
  const title = options.title ?? draft.title;
  const layout = {
    template: template(options.theme ?? 'auto'),
    autosize: true,
    hovermode: 'closest',
    margin: { t: (draft.top ?? 56) - (title ? 0 : 36), r: 20, b: 60, l: 60, ...draft.margin },
    ...(title ? { title: titleOf(title) } : {}),
    ...draft.layout,
    height: options.height ?? draft.height,
  };
  return {
    data: withPlainTexts(draft.data) as Trace[],
    layout: { ...withPlainTexts(layout), meta: { alt: draft.alt } },
  };
}

function titleOf(text: string): Layout['title'] {
  return {
    text,
    x: 0,
    xref: 'paper',
    xanchor: 'left',
    y: 1,
    yref: 'container',
    yanchor: 'top',
    pad: { t: 16 },
  };
}

/** Text on the chart: a Plotly annotation without an arrow. */
export function note(text: string, place: Partial<Annotation>): Annotation {
  return { text, showarrow: false, ...place };
}
