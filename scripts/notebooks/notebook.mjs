/**
 * A notebook's file, as Jupyter writes it. Text stands as one string or as a list of lines.
 *
 * @typedef {string | string[]} Text
 * @typedef {{ output_type: string, text?: Text, traceback?: string[], data?: Record<string, any> }} Output
 * @typedef {{ cell_type: string, id: string, source: Text, outputs?: Output[], execution_count?: number | null }} Cell
 * @typedef {{ cells: Cell[] }} Notebook
 * @typedef {{ name: string, notebook: Notebook }} NamedNotebook
 */

/** @param {Text} text */
export function joined(text) {
  return Array.isArray(text) ? text.join('') : text;
}
