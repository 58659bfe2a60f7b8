import { packageFolder, readTextNow } from '../../machine';
import { palette } from '../../plot/kit/style';
import { escapeHtml } from '../../table/escape';
import type { PageData } from './page-data';

/** Plain scripts, which share the frame's names: each uses those before it. */
const SCRIPTS = ['data.js', 'element.js', 'panel.js', 'tip.js', 'details.js', 'page.js'];

const HINT =
  'A dot is a test image: filled if the network is right, a ring if it is wrong. Point at one; choose a class, or none. ' +
  'Features of two networks have nothing in common but their numbers.';

// A frame follows the colour scheme of its element. JupyterLab and VS Code have a theme of their own, whatever the
// system's is, and write it onto the page's body.
const THEMES = [
  '[data-jp-theme-light="true"] .embedding-explorer,.vscode-light .embedding-explorer{color-scheme:light}',
  '[data-jp-theme-light="false"] .embedding-explorer,.vscode-dark .embedding-explorer{color-scheme:dark}',
].join('');

const ROLES = `:root{--recognised:${palette.recognised};--missed:${palette.missed}}`;

/** The explorer as a frame that holds its whole page and may run scripts, but neither load nor reach anything. */
export function explorerFrame(data: PageData, title: string, height: number): string {
  const page = explorerPage(data, title).replace(/[&"]/g, (sign) => (sign === '&' ? '&amp;' : '&quot;'));
  const style = `width:100%;height:${height}px;border:0`;
  const attributes = `class="embedding-explorer" sandbox="allow-scripts" title="${escapeHtml(title)}" style="${style}"`;
  return `<style>${THEMES}</style><iframe ${attributes} srcdoc="${page}"></iframe>`;
}

function explorerPage(data: PageData, title: string): string {
  const json = JSON.stringify(data).replace(/</g, '\\u003c');
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeHtml(title)}</title><style>${ROLES}${asset('page.css')}</style></head><body>`,
    '<div id="classes" role="group" aria-label="Classes"></div>',
    `<p id="hint">${HINT}</p><div id="panels"></div><div id="details"></div>`,
    '<div id="tip" aria-live="polite" hidden></div>',
    `<script type="application/json" id="data">${json}</script>`,
    ...SCRIPTS.map((name) => `<script>${asset(name)}</script>`),
    '</body></html>',
  ].join('\n');
}

function asset(name: string): string {
  return readTextNow(packageFolder('assets', 'explorer', name));
}
