import type { Config } from 'plotly.js-dist-min';
import type { Figure } from '../kit/figure';

/**
 * How Plotly draws a figure wherever it is drawn: nothing is offered that would send it anywhere, and what its toolbar
 * exports is named after it. Not `responsive`: JupyterLab's renderer follows the page's width by itself, and both together
 * make a chart flat when only the window's height changes.
 */
export function chartConfig(figure: Figure): Partial<Config> {
  return {
    displaylogo: false,
    showSendToCloud: false,
    toImageButtonOptions: { filename: fileName(figure) },
  };
}

/** A figure's title as the name of a file: `accuracy-by-class`; `chart` without a title. */
function fileName({ layout }: Figure): string {
  const title = (layout.title as { text?: string } | undefined)?.text ?? '';
  const words = title
    .replace(/<[^>]*>/g, ' ')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return words?.join('-').slice(0, 60) ?? 'chart';
}
