import { expect, it } from 'vitest';
import { markdownToHtml } from './markdown.mjs';

/** @import { Heading } from './section.mjs' */

it('typesets formulas, in a line and on their own', () => {
  const line = markdownToHtml('The recall $r_c$ of class $c$.');
  expect(line.match(/<span class="katex">/g)).toHaveLength(2);
  expect(line).toMatch(/^<p>The recall <span class="katex">/);
  expect(line).toContain('<annotation encoding="application/x-tex">r_c</annotation>');
  const block = markdownToHtml('Text\n\n$$\n\\frac{a}{b}\n$$\n\nmore');
  expect(block).toMatch(/<span class="katex-display">.*<mfrac>/s);
});

it('lets links lead elsewhere, or nowhere', () => {
  const linkTo = (/** @type {string} */ href) => (href === 'a.ipynb' ? 'a.html' : null);
  expect(markdownToHtml('[*A*](a.ipynb) and [b](b.md)', { linkTo })).toBe(
    '<p><a href="a.html"><em>A</em></a> and b</p>\n',
  );
});

it('leaves prices and code alone', () => {
  expect(markdownToHtml('From $5 to $6.')).toBe('<p>From $5 to $6.</p>\n');
  expect(markdownToHtml('Type `$x$`.')).toBe('<p>Type <code>$x$</code>.</p>\n');
});

it('gives headings an id and reports them', () => {
  /** @type {Heading[]} */
  const headings = [];
  const html = markdownToHtml('## Is it *so*?', {
    prefix: 'rq1-',
    onHeading: (heading) => headings.push(heading),
  });
  expect(html).toBe('<h2 id="rq1-is-it-so">Is it <em>so</em>?</h2>\n');
  expect(headings).toEqual([{ level: 2, id: 'rq1-is-it-so', html: 'Is it <em>so</em>?' }]);
});
