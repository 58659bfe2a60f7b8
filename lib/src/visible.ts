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
