/** @import { Cell, Output, Text } from '../notebooks/notebook.mjs' */

/** A cell of text, for tests. @param {Text} source @returns {Cell} */
export function markdownCell(source) {
  return { cell_type: 'markdown', id: 'text', source };
}

/** A cell of code that has run, for tests. @param {Text} source @param {Output[]} outputs @returns {Cell} */
export function codeCell(source, outputs = [], id = 'code') {
  return { cell_type: 'code', id, source, outputs, execution_count: 1 };
}

/** What a cell shows, by MIME type, for tests. @param {Record<string, unknown>} data @returns {Output} */
export function display(data) {
  return { output_type: 'display_data', data };
}
