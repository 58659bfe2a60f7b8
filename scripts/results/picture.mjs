/** @import { Figure } from 'cnn-fragility' */

/**
 * Adds a figure to the page's figures, by the file name of its picture; returns the Markdown that shows it.
 *
 * @param {Record<string, Figure>} figures
 * @param {string} name
 * @param {Figure} figure
 */
export function picture(figures, name, figure) {
  figures[name] = figure;
  return `![${figure.layout.meta.alt}](results/${name})`;
}
