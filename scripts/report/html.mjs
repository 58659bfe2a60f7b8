import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { escapeHtml } from './text.mjs';

const require = createRequire(import.meta.url);

/** One HTML file that needs no other: `nav` and `main` are HTML; styles, fonts, Plotly and what draws the charts are in it. */
export function htmlFile(title, { nav, main }) {
  const scripts = [plotly(), asset('page.js')].map(
    (code) => `<script>${code.replace(/<\/script/gi, '<\\/script')}</script>`,
  );
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style>${katexStyles()}${asset('page.css')}</style></head>`,
    `<body><nav>${nav}</nav>\n<main>${main}</main>${scripts.join('\n')}</body></html>\n`,
  ].join('\n');
}

function asset(file) {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

function plotly() {
  return readFileSync(require.resolve('plotly.js-dist-min'), 'utf8');
}

/** KaTeX's styles with its fonts in them, in the one format that every browser of today reads. */
function katexStyles() {
  const file = require.resolve('katex/dist/katex.min.css');
  return readFileSync(file, 'utf8').replace(/src:url\((fonts\/[\w-]+\.woff2)\)[^}]*/g, (_, font) => {
    const data = readFileSync(join(dirname(file), font)).toString('base64');
    return `src:url(data:font/woff2;base64,${data}) format("woff2")`;
  });
}
