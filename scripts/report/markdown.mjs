import katex from 'katex';
import { Marked } from 'marked';
import { escapeHtml, slug } from './text.mjs';

/**
 * Markdown with `$…$` and `$$…$$` formulas (as MathML, which needs neither fonts nor styles) to HTML. Headings get
 * an id that begins with `prefix`, and are reported to `onHeading({level, id, html})`.
 */
export function markdownToHtml(text, { prefix = '', onHeading = () => {} } = {}) {
  const marked = new Marked({ extensions: [displayFormula, inlineFormula] });
  marked.use({
    renderer: {
      heading({ tokens, depth, text: raw }) {
        const heading = { level: depth, id: `${prefix}${slug(raw)}`, html: this.parser.parseInline(tokens) };
        onHeading(heading);
        return `<h${depth} id="${escapeHtml(heading.id)}">${heading.html}</h${depth}>\n`;
      },
    },
  });
  return marked.parse(text);
}

const displayFormula = formula('block', /^\$\$([\s\S]+?)\$\$(?:\n|$)/, true);
// As Jupyter: no space inside the dollars, and no digit after the closing one, so that prices stay prices.
const inlineFormula = formula('inline', /^\$(?!\s)((?:[^$\n\\]|\\.)+?)(?<!\s)\$(?!\d)/, false);

function formula(level, pattern, displayMode) {
  return {
    name: `${level}Formula`,
    level,
    start: (text) => text.indexOf('$'),
    tokenizer(text) {
      const match = pattern.exec(text);
      return match ? { type: `${level}Formula`, raw: match[0], formula: match[1] } : undefined;
    },
    renderer: ({ formula: tex }) =>
      katex.renderToString(tex, { displayMode, output: 'mathml', throwOnError: false }),
  };
}
