/**
 * The one way out of names and other text from files for each medium that reads text as more than text. What a shell
 * reads is quoted in `cli/shell.ts`, a cell of a spreadsheet in `csv.ts`.
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

/** Text for a line of Markdown: nothing in it is a tag, a link, a formula or emphasis. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\`*[\]|$~]|(?<![^\W_])_|_(?![^\W_])/g, '\\$&')
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

/** Text of several lines for a terminal. */
export function printable(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/**
 * Text for a terminal or any other line of plain text: control characters, which move the cursor, ring, hide or turn
 * text round, become pictures of themselves, so that they are seen.
 */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '␡' : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
