import { readFileSync } from 'node:fs';

/**
 * A notebook's file, as Jupyter writes it. Text stands as one string or as a list of lines.
 *
 * @typedef {string | string[]} Text
 * @typedef {{ traceback?: string[], ename?: string, evalue?: string }} ErrorOutput
 * @typedef {{ output_type: string, text?: Text, data?: Record<string, any> } & ErrorOutput} Output
 * @typedef {{ outputs?: Output[], execution_count?: number | null, metadata?: any }} Executed
 * @typedef {{ cell_type: string, id: string, source: Text } & Executed} Cell
 * @typedef {{ cells: Cell[] }} Notebook
 * @typedef {{ name: string, notebook: Notebook }} NamedNotebook
 * @typedef {Notebook & { nbformat: number, nbformat_minor: number, metadata: { kernelspec: { name: string } } }} NotebookFile
 */

/** @param {string} file @returns {NotebookFile} */
export function readNotebook(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The cells with code, in order. @param {Notebook} notebook */
export function codeCells({ cells }) {
  return cells.filter(({ cell_type }) => cell_type === 'code');
}

/** Those that run, in order: Jupyter passes over an empty one. @param {Notebook} notebook */
export function cellsThatRun(notebook) {
  return codeCells(notebook).filter((cell) => textOf(cell).trim() !== '');
}

/** What stands in a cell. @param {Cell} cell */
export function textOf({ source }) {
  return joined(source);
}

/** @param {Text} text */
export function joined(text) {
  return Array.isArray(text) ? text.join('') : text;
}
