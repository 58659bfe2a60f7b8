import { existsSync } from 'node:fs';
import { joined } from '../notebooks/notebook.mjs';
import { at } from '../paths.mjs';

/** @import { Notebook } from '../notebooks/notebook.mjs' */

/** The files that a notebook links to, by their paths from the folder of notebooks. @param {Notebook} notebook */
export function linkedFiles({ cells }) {
  const text = cells.map(({ source }) => joined(source)).join('\n');
  const targets = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, target]) => target);
  return targets.filter((target) => !/^https?:/.test(target));
}

/** Those that are not there. @param {Notebook} notebook */
export function deadLinks(notebook) {
  return linkedFiles(notebook).filter((file) => !existsSync(at('notebooks', file)));
}
