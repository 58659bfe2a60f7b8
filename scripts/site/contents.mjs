import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join, posix } from 'node:path';
import { at } from '../paths.mjs';
import { linksOfSite } from './links.mjs';
import { siteFolder } from './places.mjs';

/** Folders of the file browser, and those of the repository that they come from. */
const FOLDERS = /** @type {Record<string, string>} */ ({
  '': 'notebooks',
  gallery: 'notebooks/gallery',
  solutions: 'notebooks/solutions',
  docs: 'docs',
  'docs/results': 'docs/results',
  data: 'data',
  sweeps: 'sweeps',
});

/** Kinds of files that are shown there, and what JupyterLab calls them. */
const KINDS = /** @type {Record<string, [string, string | null, string | null]>} */ ({
  '.ipynb': ['notebook', 'json', null],
  '.md': ['file', 'text', 'text/markdown'],
  '.svg': ['file', 'text', 'image/svg+xml'],
});

/**
 * Puts the notebooks, and what they link to, into the site's file browser: the files, and the listings that JupyterLite reads.
 */
export function writeContents() {
  cpSync(join(siteFolder, 'lab', 'favicon.ico'), join(siteFolder, 'favicon.ico'));
  // A student's edition has no solutions.
  const there = Object.entries(FOLDERS).filter(([, source]) => existsSync(at(source)));
  for (const [folder, source] of there) {
    const names = readdirSync(at(source)).filter((name) => extname(name) in KINDS);
    mkdirSync(join(siteFolder, 'files', folder), { recursive: true });
    for (const name of names)
      writeFileSync(join(siteFolder, 'files', folder, name), contentOf(posix.join(source, name)));
    const files = names.map((name) =>
      model(name, folder, KINDS[extname(name)], statSync(join(siteFolder, 'files', folder, name)).size),
    );
    const below = there.flatMap(([path]) => path).filter((path) => path && parentOf(path) === folder);
    const folders = below.map((path) => model(basename(path), folder, DIRECTORY, null));
    const listing = {
      ...model(basename(folder), parentOf(folder), DIRECTORY, null),
      format: 'json',
      content: [...files, ...folders],
    };
    mkdirSync(join(siteFolder, 'api', 'contents', folder), { recursive: true });
    writeFileSync(join(siteFolder, 'api', 'contents', folder, 'all.json'), JSON.stringify(listing, null, 2));
  }
  // JupyterLab asks where a path in a message lies: nowhere.
  writeFileSync(join(siteFolder, 'api', 'resolvePath'), JSON.stringify({ resolved: [], unresolved: [] }));
  return null;
}

/** A file of the repository, with its links as they lead in the site. @param {string} path */
function contentOf(path) {
  const text = readFileSync(at(path), 'utf8');
  if (path.endsWith('.md')) return linksOfSite(text, path, placeOf);
  // JupyterLite shows pictures of Latin letters alone.
  if (path.endsWith('.svg')) return text.replace(/[^\0-~]/gu, (sign) => `&#${sign.codePointAt(0)};`);
  if (!path.endsWith('.ipynb')) return text;
  const notebook = JSON.parse(text);
  for (const cell of notebook.cells)
    if (cell.cell_type === 'markdown')
      cell.source = linksOfSite([cell.source].flat().join(''), path, placeOf);
  return JSON.stringify(notebook, null, 1);
}

/** Where a file or folder of the repository lies in the file browser; null if it does not. @param {string} path */
function placeOf(path) {
  const found = Object.entries(FOLDERS).find(
    ([, source]) => source === path || source === posix.dirname(path),
  );
  if (!found) return null;
  if (found[1] === path) return found[0];
  return extname(path) in KINDS ? posix.join(found[0], basename(path)) : null;
}

/** The folder that a folder lies in. @param {string} folder */
function parentOf(folder) {
  return folder.includes('/') ? posix.dirname(folder) : '';
}

/** @type {[string, string | null, string | null]} */
const DIRECTORY = ['directory', null, null];

/** @param {string} name @param {string} folder @param {[string, string | null, string | null]} kind @param {number | null} size */
function model(name, folder, [type, format, mimetype], size) {
  const path = folder ? `${folder}/${name}` : name;
  const date = '2026-01-01T00:00:00Z';
  return {
    name,
    path,
    type,
    format,
    content: null,
    created: date,
    last_modified: date,
    mimetype,
    size,
    writable: true,
  };
}
