import { joined } from '../notebooks/notebook.mjs';
import { markdownToHtml } from './markdown.mjs';
import { escapeHtml, scriptJson, settled } from './text.mjs';

/** @import { Output } from '../notebooks/notebook.mjs' */
/** @typedef {{ layout?: { meta?: { alt?: string }, height?: number } }} Chart */

/**
 * How each MIME type is shown, the richest first: a bundle is shown as the first of its types.
 *
 * @type {Record<string, (value: any) => string>}
 */
const RENDERERS = {
  'application/vnd.plotly.v1+json': chart,
  'text/html': (html) => `<div class="table">${joined(html)}</div>`,
  'text/markdown': (text) => markdownToHtml(joined(text)),
  'image/svg+xml': (svg) => picture('svg+xml', Buffer.from(joined(svg)).toString('base64')),
  'image/png': (data) => picture('png', joined(data).replace(/\s/g, '')),
  'image/jpeg': (data) => picture('jpeg', joined(data).replace(/\s/g, '')),
  'text/plain': (text) => pre(joined(text)),
};

/** A code cell's outputs as HTML; what a program printed in several pieces is one block. @param {Output[]} outputs */
export function outputsToHtml(outputs) {
  return mergeStreams(outputs).map(outputToHtml).join('\n');
}

/** @param {Output} output */
function outputToHtml({ output_type, text = '', traceback = [], data = {} }) {
  if (output_type === 'stream') return pre(joined(text));
  if (output_type === 'error') return pre(traceback.join('\n'), 'error');
  const type = Object.keys(RENDERERS).find((mime) => mime in data);
  return type ? RENDERERS[type](data[type]) : '';
}

/** @param {Output[]} outputs */
function mergeStreams(outputs) {
  /** @type {Output[]} */
  const merged = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (output.output_type === 'stream' && last?.output_type === 'stream') {
      merged[merged.length - 1] = { ...last, text: joined(last.text ?? '') + joined(output.text ?? '') };
    } else merged.push(output);
  }
  return merged;
}

/** @param {Chart} figure */
function chart(figure) {
  const alt = figure.layout?.meta?.alt ?? 'chart';
  const height = figure.layout?.height ?? 450;
  const json = `<script type="application/json">${scriptJson(figure)}</script>`;
  const place = `<div class="chart" role="img" aria-label="${escapeHtml(alt)}" style="min-height:${height}px"></div>`;
  return `<div class="wide">${place}${json}</div>`;
}

/** @param {string} kind @param {string} base64 */
function picture(kind, base64) {
  return `<img alt="" src="data:image/${kind};base64,${base64}">`;
}

/** @param {string} text */
function pre(text, kind = 'text') {
  return `<pre class="${kind}">${escapeHtml(settled(text).trimEnd())}</pre>`;
}
