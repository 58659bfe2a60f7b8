import { gzipSync } from 'fflate';
import { moduleFile, packageFolder, readTextNow, variable } from '../machine';
import { base64 } from '../plot/draw/base64';
import { chartConfig } from '../plot/draw/config';
import type { Figure } from '../plot/kit/figure';
import { escapeHtml } from '../table/escape';

/**
 * Whether the program that shows this kernel's notebooks draws Plotly's MIME type by itself. The project's own JupyterLab does
 * and says so; another may, but a kernel cannot ask it.
 */
export function drawsPlotly(): boolean {
  return variable('FRAGILITY_CHARTS') === 'plotly';
}

/**
 * A figure as HTML that draws itself in a notebook's page and asks the network for nothing: the first of a kernel brings
 * Plotly, 2 MB, for all. Where no script runs (a page on the web, a notebook that is not trusted) its description is read.
 */
export function chartHtml(figure: Figure): string {
  const html = `${brought ? '' : loadPlotly()}${drawing(figure, null)}`;
  brought = true;
  return html;
}

let brought = false;

/**
 * A state of a chart that changes while a cell runs: one chart in the page for all states of a `key`, the `first` with Plotly.
 */
export function chartState(figure: Figure, key: string, first: boolean): string {
  return `${first ? loadPlotly() : ''}${drawing(figure, key)}`;
}

function drawing(figure: Figure, key: string | null): string {
  const { data, layout } = figure;
  const chart = scriptJson({ data, layout, config: chartConfig(figure) });
  return [
    `<div class="chart-place" style="min-height:${layout.height}px"><p>${escapeHtml(layout.meta.alt)}</p><p hidden>${WAITS}</p></div>`,
    `<script>(${asset('draw.js')})(document.currentScript, ${chart}, ${scriptJson(key)})</script>`,
  ].join('');
}

const WAITS =
  'This chart waits for Plotly, which came with the first chart of this kernel: restart the kernel and run all cells.';

function loadPlotly(): string {
  packed ??= base64(gzipSync(new TextEncoder().encode(readTextNow(moduleFile('plotly.js-dist-min')))));
  return `<script>(${asset('load.js')})("${packed}")</script><script>${asset('keyboard.js')}</script>`;
}

let packed: string | undefined;

/** A script of lib/assets/charts, which is one expression below its comment. */
function asset(name: string): string {
  return readTextNow(packageFolder('assets', 'charts', name))
    .replace(/^\/\/.*\n/gm, '')
    .trim();
}

/** JSON that can stand in a script. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}
