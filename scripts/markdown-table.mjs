/**
 * A Markdown table; a cell may hold any text. Nothing for no rows.
 *
 * @param {readonly unknown[]} head
 * @param {readonly (readonly unknown[])[]} rows
 */
export function markdownTable(head, rows) {
  if (rows.length === 0) return '';
  const line = (/** @type {readonly unknown[]} */ cells) =>
    `| ${cells.map((cell) => String(cell).replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
