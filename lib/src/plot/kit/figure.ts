/** One Plotly trace, as plain JSON. */
export interface Trace {
  /** Plotly's trace type: `bar`, `scatter`, `image`. */
  type?: string;
  /** Name in the legend and in hover text. */
  name?: string;
  [attribute: string]: unknown;
}

/** Plotly's layout, as plain JSON, with a description of the chart in words. */
export interface FigureLayout {
  /** `alt`: what the chart shows, as sentences made from its data; for screen readers and for plain text. */
  meta: { alt: string };
  /** Pixels. The width follows the page. */
  height: number;
  [attribute: string]: unknown;
}

/** A chart: `Plotly.newPlot(element, data, layout)` draws it, `show(figure)` shows it in a notebook. */
export interface Figure {
  data: Trace[];
  layout: FigureLayout;
}

/**
 * Colours of text, axes and grid. `auto`: a grey with the same contrast (4.4) on white and on JupyterLab's
 * dark background; `light` and `dark`: near black or near white, for a projector. Backgrounds are transparent.
 */
export type Theme = 'auto' | 'light' | 'dark';

/** What every figure function takes beside its data. */
export interface FigureOptions {
  /** Default: the figure's own title; `''` leaves it out. */
  title?: string;
  /** Default: `auto`, legible on light and on dark pages. */
  theme?: Theme;
  /** Height in pixels. Default: set by the figure. */
  height?: number;
}

/** A figure of two models side by side; a missing one is named in its panel. */
export interface Pair<Panel> {
  /** The model trained on all images. Default: none, and its panel says so. */
  balanced?: Panel | null;
  /** The model trained on the imbalanced subset. Default: none, and its panel says so. */
  imbalanced?: Panel | null;
}

/** The class axis: names and, for the hover text, sizes. Class 0 = most training images. */
export interface ClassAxis {
  /** `classNames: [C]`, majority first. */
  classNames: readonly string[];
  /** Training images of each class, `counts: [C]`. Default: not shown. */
  counts?: readonly number[];
}
