import { expect, it } from 'vitest';
import { markdownToHtml } from './markdown.mjs';

it('turns formulas into MathML, in a line and on their own', () => {
  expect(markdownToHtml('The recall $r_c$ of class $c$.')).toMatch(
    /^<p>The recall <span class="katex"><math.*<\/math><\/span> of class <span class="katex"><math.*\.<\/p>$/m,
  );
  expect(markdownToHtml('Text\n\n$$\n\\frac{a}{b}\n$$\n\nmore')).toMatch(
    /<math[^>]* display="block">.*<mfrac>/s,
  );
});

it('leaves prices and code alone', () => {
  expect(markdownToHtml('From $5 to $6.')).toBe('<p>From $5 to $6.</p>\n');
  expect(markdownToHtml('Type `$x$`.')).toBe('<p>Type <code>$x$</code>.</p>\n');
});

it('gives headings an id and reports them', () => {
  const headings = [];
  const html = markdownToHtml('## Is it *so*?', {
    prefix: 'rq1-',
    onHeading: (heading) => headings.push(heading),
  });
  expect(html).toBe('<h2 id="rq1-is-it-so">Is it <em>so</em>?</h2>\n');
  expect(headings).toEqual([{ level: 2, id: 'rq1-is-it-so', html: 'Is it <em>so</em>?' }]);
});
