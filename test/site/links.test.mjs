import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { marked } from 'marked';
import { expect, it } from 'vitest';
import { linksOfSite } from '../../scripts/site/links.mjs';
import { siteFolder } from '../../scripts/site/places.mjs';

const built = existsSync(join(siteFolder, 'files', 'README.md'));
if (!built) console.log('skipped: the site is not built (npm run site does it)');

/** The Markdown of a notebook or of a page. */
function markdownOf(path) {
  const text = readFileSync(join(siteFolder, 'files', path), 'utf8');
  if (path.endsWith('.md')) return text;
  const cells = JSON.parse(text).cells.filter(({ cell_type: type }) => type === 'markdown');
  return cells.map(({ source }) => [source].flat().join('')).join('\n\n');
}

/** Where a text's links and pictures lead. */
function targetsOf(markdown) {
  const targets = [];
  marked.walkTokens(marked.lexer(markdown), ({ type, href, raw }) => {
    if (type === 'link' || type === 'image') targets.push(href);
    if (type === 'html') targets.push(...[...raw.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, to]) => to));
  });
  return targets;
}

/** What the file browser lists, by path. */
function listed() {
  const listings = readdirSync(join(siteFolder, 'api', 'contents'), { recursive: true }).filter((name) =>
    name.endsWith('all.json'),
  );
  const read = (name) => JSON.parse(readFileSync(join(siteFolder, 'api', 'contents', name), 'utf8')).content;
  return new Set(listings.flatMap(read).map(({ path }) => path));
}

/** The ids that JupyterLab gives the headings of a page. */
function headingsOf(path) {
  return [...markdownOf(path).matchAll(/^#+ (.*)$/gm)].map(([, words]) => words.replaceAll(' ', '-'));
}

/** Why a link on a page leads nowhere; null if it leads somewhere, or out of the site. */
function deadness(page, href, files) {
  if (/^[a-z]+:/.test(href)) return null;
  const [to, heading] = decodeURIComponent(href).split('#');
  const path = to ? posix.join(posix.dirname(page), to) : page;
  if (!files.has(path)) return `${page}: ${href}: no such file`;
  if (heading && !headingsOf(path).includes(heading)) return `${page}: ${href}: no such heading`;
  return null;
}

it('leads from a notebook to where a page lies in the site, and leaves the words of what is not there', () => {
  const place = (path) => (path === 'LICENSE' ? null : path.replace('notebooks/', ''));
  const text =
    'See [why](../docs/results.md#where-we-differ-and-why), [MIT](../LICENSE), [x](i), [out](https://a.b).';
  expect(linksOfSite(text, 'notebooks/rq1.ipynb', place)).toBe(
    'See [why](docs/results.md#Where-we-differ-and-why), MIT, [x](i), [out](https://a.b).',
  );
});

it.skipIf(!built)('has no dead link on any of its pages', () => {
  const files = listed();
  const pages = [...files].filter((path) => /\.(md|ipynb)$/.test(path));
  expect(pages.length).toBeGreaterThan(25);
  const dead = pages.flatMap((page) =>
    targetsOf(markdownOf(page)).map((href) => deadness(page, href, files)),
  );
  expect(dead.filter((reason) => reason !== null)).toEqual([]);
});
