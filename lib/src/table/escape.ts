import { printable, visible } from '../visible';

export { printable, visible };

/**
 * The one way out of names and other text from files for each medium that reads text as more than text. What a shell
 * reads is quoted in `cli/output.ts`, a cell of a spreadsheet in `csv.ts`.
 */
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, between tags and within quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/**
 * Text for a line of Markdown: nothing in it is a tag, a link, a formula or emphasis, nor an address that becomes a link by
 * itself.
 */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\`*[\]|$~@]|(?<![^\W_])_|_(?![^\W_])|:(?=\/\/)|(?<=\bwww)\./gi, '\\$&')
    .replace(/[&<>]/g, (character) => ENTITIES[character]);
}

/** Text for LaTeX. */
export function escapeLatex(text: string): string {
  const words: Record<string, string> = {
    '\\': '\\textbackslash{}',
    '~': '\\textasciitilde{}',
    '^': '\\textasciicircum{}',
  };
  return visible(text).replace(/[\\~^&%$#_{}]/g, (character) => words[character] ?? `\\${character}`);
}
