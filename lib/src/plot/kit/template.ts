import type { Layout } from 'plotly.js-dist-min';
import type { Theme } from './figure';

const ink = { auto: '#797979', light: '#1b1b1b', dark: '#f2f2f2' } as const;
const faint = { auto: 'rgba(128,128,128,0.3)', light: '#dcdcdc', dark: '#444444' } as const;

/** Plotly paints the chosen entry of a menu near white on every page, so the others are light too. */
const menu = { bgcolor: '#ffffff', bordercolor: '#797979', font: { color: '#1b1b1b', size: 14 } } as const;

/** Everything of a chart's look that depends on the page behind it, as a Plotly template. */
export function template(theme: Theme): Record<string, unknown> {
  const axis = {
    gridcolor: faint[theme],
    linecolor: ink[theme],
    zerolinecolor: faint[theme],
    tickcolor: ink[theme],
    automargin: true,
    title: { standoff: 8, font: { size: 14 } },
  };
  const layout: Partial<Layout> = {
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { color: ink[theme], size: 14, family: 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif' },
    title: { font: { size: 18 } },
    xaxis: axis,
    yaxis: axis,
    shapedefaults: { line: { color: ink[theme], width: 1 } },
    annotationdefaults: { font: { color: ink[theme] }, arrowcolor: ink[theme] },
    updatemenudefaults: menu,
    sliderdefaults: {
      // Rail and handle, to be found on any page.
      bgcolor: ink[theme],
      bordercolor: ink[theme],
      font: { color: ink[theme], size: 14 },
      tickcolor: ink[theme],
    },
    hoverlabel: { font: { size: 14 }, align: 'left' },
    modebar: { bgcolor: 'rgba(0,0,0,0)', color: faint[theme], activecolor: ink[theme] },
  } as Partial<Layout>;
  return { layout };
}
