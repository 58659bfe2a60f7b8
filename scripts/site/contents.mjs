import { cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../paths.mjs';
import { siteFolder } from './places.mjs';

/** Folders of the file browser, and where their notebooks come from. */
const FOLDERS = { '': at('notebooks'), solutions: at('notebooks', 'solutions') };

/** Puts the notebooks into the site's file browser: the files, and the listings that JupyterLite reads. */
export function writeContents() {
  cpSync(join(siteFolder, 'lab', 'favicon.ico'), join(siteFolder, 'favicon.ico'));
  for (const [folder, source] of Object.entries(FOLDERS)) {
    const names = readdirSync(source).filter((name) => name.endsWith('.ipynb'));
    mkdirSync(join(siteFolder, 'files', folder), { recursive: true });
    for (const name of names) cpSync(join(source, name), join(siteFolder, 'files', folder, name));
    const files = names.map((name) => model(name, folder, 'notebook', statSync(join(source, name)).size));
    const below = folder === '' ? [model('solutions', '', 'directory', null)] : [];
    const listing = {
      ...model(folder, '', 'directory', null),
      format: 'json',
      content: [...files, ...below],
    };
    mkdirSync(join(siteFolder, 'api', 'contents', folder), { recursive: true });
    writeFileSync(join(siteFolder, 'api', 'contents', folder, 'all.json'), JSON.stringify(listing, null, 2));
  }
  return null;
}

/** @param {string} name @param {string} folder @param {string} type @param {number | null} size */
function model(name, folder, type, size) {
  const path = folder ? `${folder}/${name}` : name;
  const date = '2026-01-01T00:00:00Z';
  const format = type === 'notebook' ? 'json' : null;
  return {
    name,
    path,
    type,
    format,
    content: null,
    created: date,
    last_modified: date,
    mimetype: null,
    size,
    writable: true,
  };
}
