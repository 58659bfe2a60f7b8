import katex from 'katex';
import { Marked } from 'marked';
import { escapeHtml, slug } from './text.mjs';

/**
 * Markdown with `$…$` and `$$…$$` formulas (by KaTeX itself, for its styles; where one begins and ends is Jupyter's rule, so
 * that a page reads as its notebook) to HTML. Headings get an id that begins with `prefix`, and are reported to
 * `onHeading({level, id, html})`. `linkTo(href)` says where a link leads; null leaves only its text.
 *
 * @param {string} text
 * @param {{ prefix?: string, onHeading?: (heading: { level: number, id: string, html: string }) => void, linkTo?: (href: string) => string | null }} [options]
 */
export function markdownToHtml(text, { prefix = '', onHeading = () => {}, linkTo = (href) => href } = {}) {
  const marked = new Marked({ extensions: [displayFormula, inlineFormula] });
  marked.use({
    renderer: {
      heading({ tokens, depth, text: raw }) {
        const heading = { level: depth, id: `${prefix}${slug(raw)}`, html: this.parser.parseInline(tokens) };
        onHeading(heading);
        return `<h${depth} id="${escapeHtml(heading.id)}">${heading.html}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const html = this.parser.parseInline(tokens);
        const leads = linkTo(href);
        return leads ? `<a href="${escapeHtml(leads)}">${html}</a>` : html;
      },
    },
  });
  return marked.parse(text, { async: false });
}

const displayFormula = formula('block', /^\$\$/m, /^\$\$([\s\S]+?)\$\$(?:\n|$)/);
// As Jupyter: no space inside the dollars, and no digit after the closing one, so that prices stay prices.
const inlineFormula = formula('inline', /\$/, /^\$(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\$(?!\d)/);

/** A kind of formula: where one may begin, and its whole. @param {'block' | 'inline'} level @param {RegExp} opening @param {RegExp} pattern */
function formula(level, opening, pattern) {
  return {
    name: `${level}Formula`,
    level,
    start(/** @type {string} */ text) {
      const at = text.search(opening);
      return at < 0 ? undefined : at;
    },
    tokenizer(/** @type {string} */ text) {
      const match = pattern.exec(text);
      return match ? { type: `${level}Formula`, raw: match[0], formula: match[1] } : undefined;
    },
    renderer: (/** @type {import('marked').Tokens.Generic} */ { formula: tex }) =>
      katex.renderToString(tex, { displayMode: level === 'block', throwOnError: false }),
  };
}
