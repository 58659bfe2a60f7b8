import { joined } from './notebook.mjs';

/** @import { Cell, Notebook } from './notebook.mjs' */

const HEADING = /^## (\d+|N) · /gm;
// "section 3", "sections 5 and 8"; not "section 5.3" nor "section 5 of the paper", which are the paper's.
const REFERENCE = /\b(sections? )(\d+(?:(?:, | and | to )\d+)*)(?![\d.]*\.\d)(?! of the paper)/gi;

/** The numbers of a notebook's sections, as its headings `## 3 · Title` have them, in order; `N` is a new section's. @param {Notebook} notebook */
export function sectionNumbers({ cells }) {
  return markdown(cells).flatMap((cell) =>
    [...joined(cell.source).matchAll(HEADING)].map(([, number]) => number),
  );
}

/** The numbers of the sections that a notebook's text refers to. @param {Notebook} notebook */
export function referredSections({ cells }) {
  const references = cells.flatMap((cell) => [...joined(cell.source).matchAll(REFERENCE)]);
  return references.flatMap(([, , numbers]) => numbers.match(/\d+/g) ?? []);
}

/**
 * The notebook with its sections numbered 1, 2, … in order, and every "section 3" in its text following its section.
 * Throws if two sections have one number, or if a section is referred to that is not there.
 *
 * @param {Notebook} notebook
 */
export function renumber(notebook) {
  const old = sectionNumbers(notebook);
  const fresh = new Map(old.flatMap((number, i) => (number === 'N' ? [] : [[number, String(i + 1)]])));
  const numbered = old.filter((number) => number !== 'N');
  if (fresh.size < numbered.length) throw new Error(`two sections have one number: ${numbered.join(', ')}`);
  const lost = referredSections(notebook).filter((number) => !fresh.has(number));
  if (lost.length) throw new Error(`the text refers to section ${lost.join(', ')}, which is not there`);
  let next = 1;
  const cells = notebook.cells.map((cell) => {
    const text = joined(cell.source).replace(REFERENCE, (_, word, numbers) => word + follow(numbers, fresh));
    if (cell.cell_type !== 'markdown') return withText(cell, text);
    return withText(
      cell,
      text.replace(HEADING, () => `## ${next++} · `),
    );
  });
  return { ...notebook, cells };
}

/** @param {string} numbers @param {Map<string, string>} fresh */
function follow(numbers, fresh) {
  return numbers.replace(/\d+/g, (number) => fresh.get(number) ?? number);
}

/** @param {Cell[]} cells */
function markdown(cells) {
  return cells.filter(({ cell_type }) => cell_type === 'markdown');
}

/** As Jupyter stores text: a list of lines. @param {Cell} cell @param {string} text */
function withText(cell, text) {
  return { ...cell, source: Array.isArray(cell.source) ? (text.match(/.*\n|.+$/g) ?? []) : text };
}
