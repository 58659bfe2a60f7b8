import { cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { at } from '../paths.mjs';
import { siteFolder } from './places.mjs';

/** Folders of the file browser, each with those in it. They come from the folders of the same names in `notebooks`. */
const FOLDERS = { '': ['gallery', 'solutions'], gallery: [], solutions: [] };

/** Kinds of files that are shown there, and what JupyterLab calls them. */
const KINDS = /** @type {Record<string, [string, string | null, string | null]>} */ ({
  '.ipynb': ['notebook', 'json', null],
  '.md': ['file', 'text', 'text/markdown'],
  '.svg': ['file', 'text', 'image/svg+xml'],
});

/** Puts the notebooks into the site's file browser: the files, and the listings that JupyterLite reads. */
export function writeContents() {
  cpSync(join(siteFolder, 'lab', 'favicon.ico'), join(siteFolder, 'favicon.ico'));
  for (const [folder, below] of Object.entries(FOLDERS)) {
    const source = at('notebooks', folder);
    const names = readdirSync(source).filter((name) => extname(name) in KINDS);
    mkdirSync(join(siteFolder, 'files', folder), { recursive: true });
    for (const name of names) cpSync(join(source, name), join(siteFolder, 'files', folder, name));
    const files = names.map((name) =>
      model(name, folder, KINDS[extname(name)], statSync(join(source, name)).size),
    );
    const folders = below.map((name) => model(name, folder, DIRECTORY, null));
    const listing = {
      ...model(folder, '', DIRECTORY, null),
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
