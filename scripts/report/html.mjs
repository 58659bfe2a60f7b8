import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { at } from '../paths.mjs';
import { escapeHtml } from './text.mjs';

const require = createRequire(import.meta.url);

/**
 * One HTML file that needs no other: `nav` and `main` are HTML; styles, fonts, Plotly and what draws the charts are in it. Its
 * policy lets a browser run these and the explorer's scripts, and nothing else that a notebook's outputs may hold, and load
 * nothing.
 *
 * @param {string} title
 * @param {{ nav: string, main: string }} parts
 */
export function htmlFile(title, { nav, main }) {
  const scripts = [plotly(), asset('touch.js'), keyboard(), asset('page.js')].map((code) =>
    code.replace(/<\/script/gi, '<\\/script'),
  );
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8">${policy([...scripts, ...explorerScripts()])}`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style>${katexStyles()}${asset('page.css')}</style></head>`,
    `<body><nav>${nav}</nav>\n<main>${main}</main>${scripts.map((code) => `<script>${code}</script>`).join('\n')}</body></html>\n`,
  ].join('\n');
}

/** @param {string[]} scripts */
function policy(scripts) {
  const hashes = scripts.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  const rules = [
    `default-src 'none'; script-src ${hashes.join(' ')}; style-src 'unsafe-inline'; img-src data: blob:; font-src data:`,
    `base-uri 'none'; form-action 'none'`,
  ];
  return `<meta http-equiv="Content-Security-Policy" content="${rules.join('; ')}">`;
}

/** The explorer's frame takes over the policy of the page that it is in. */
function explorerScripts() {
  const folder = at('lib', 'assets', 'explorer');
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return names.map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** @param {string} file */
function asset(file) {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

function plotly() {
  return readFileSync(require.resolve('plotly.js-dist-min'), 'utf8');
}

/** What notebooks' charts bring with them, too. */
function keyboard() {
  return readFileSync(at('lib', 'assets', 'charts', 'keyboard.js'), 'utf8');
}

/** KaTeX's styles with its fonts in them, in the one format that every browser of today reads. */
function katexStyles() {
  const file = require.resolve('katex/dist/katex.min.css');
  return readFileSync(file, 'utf8').replace(/src:url\((fonts\/[\w-]+\.woff2)\)[^}]*/g, (_, font) => {
    const data = readFileSync(join(dirname(file), font)).toString('base64');
    return `src:url(data:font/woff2;base64,${data}) format("woff2")`;
  });
}
