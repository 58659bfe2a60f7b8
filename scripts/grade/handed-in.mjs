import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { allNotebooks } from '../notebooks/execute.mjs';

/** @import { NotebookFile } from '../notebooks/notebook.mjs' */

const NAMED = /rq([1-7])[^/\\]*\.ipynb$/i;

/**
 * The notebooks below a class's folder: those named after a research question (`rq3-….ipynb`, `anna-rq3.ipynb`), which are
 * graded, and others that are none of ours. What Jupyter and macOS keep beside them is left out.
 *
 * @param {string} root
 * @returns {{ graded: string[], others: string[] }}
 */
export function handedIn(root) {
  const ours = new Set(allNotebooks().map((file) => basename(file)));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ipynb$/i.test(name) && !/\.ipynb_checkpoints|(^|[/\\])\._/.test(name))
    .map((name) => join(root, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .sort();
  const isNamed = (/** @type {string} */ file) => NAMED.test(relative(root, file));
  return {
    graded: files.filter(isNamed),
    others: files.filter((file) => !isNamed(file) && !ours.has(basename(file))),
  };
}

/** The number of the research question that a file is named after. @param {string} file */
export function questionOf(file) {
  return Number(NAMED.exec(file)?.[1]);
}

/** A notebook of Jupyter's format 4; null where the file is none. @param {string} file @returns {NotebookFile | null} */
export function readHandedIn(file) {
  try {
    const notebook = JSON.parse(readFileSync(file, 'utf8'));
    return isNotebook(notebook) ? notebook : null;
  } catch {
    return null;
  }
}

/**
 * Whether what is looked at here is as a notebook has it; Jupyter checks the rest.
 *
 * @param {Partial<NotebookFile> | null} notebook
 */
function isNotebook(notebook) {
  const isText = (/** @type {unknown} */ text) => [text].flat().every((line) => typeof line === 'string');
  return (
    notebook?.nbformat === 4 &&
    Array.isArray(notebook.cells) &&
    notebook.cells.every((cell) => cell instanceof Object && isText(cell.source))
  );
}
