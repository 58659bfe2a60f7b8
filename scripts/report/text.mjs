/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const ANSI = /\x1b\[[0-9;]*[A-Za-z]/g;

/** Text for HTML. @param {string} text */
export function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]);
}

/** Text for a link's target: `RQ1: Is the head to blame?` -> `rq1-is-the-head-to-blame`. @param {string} text */
export function slug(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** What a terminal would show in the end: no colours, and of a line that was overwritten the last version. @param {string} text */
export function settled(text) {
  const lines = text.replace(ANSI, '').split('\n');
  return lines.map((line) => line.replace(/\r+$/, '').split('\r').at(-1)).join('\n');
}

/** JSON that can stand in a `<script>` element. @param {unknown} value */
export function scriptJson(value) {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}
