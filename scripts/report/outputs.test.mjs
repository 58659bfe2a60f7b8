import { expect, it } from 'vitest';
import { display } from '../testing/cells.mjs';
import { outputsToHtml } from './outputs.mjs';

it('shows the richest type of a bundle', () => {
  const figure = { data: [], layout: { height: 300, meta: { alt: 'a < b' } } };
  const html = outputsToHtml([
    display({ 'application/vnd.plotly.v1+json': figure, 'image/svg+xml': '<svg/>', 'text/plain': 'plain' }),
  ]);
  expect(html).toContain('<div class="chart" role="img" aria-label="a &lt; b" style="min-height:300px">');
  expect(html).not.toContain('plain');
});

it('cannot be left by what a figure says', () => {
  const figure = { data: [], layout: { title: '</script><b>' } };
  expect(outputsToHtml([display({ 'application/vnd.plotly.v1+json': figure })])).not.toContain(
    '</script><b>',
  );
});

it('joins what was printed in pieces, without colours and overwritten lines', () => {
  const printed = (/** @type {string | string[]} */ text) => ({
    output_type: 'stream',
    name: 'stdout',
    text,
  });
  const html = outputsToHtml([
    printed('1 %\r2 %\r'),
    printed(['100 %\n', '\u001b[31mred\u001b[0m & done\n']),
  ]);
  expect(html).toBe('<pre class="text">100 %\nred &amp; done</pre>');
});

it('shows an error with its traceback', () => {
  const error = { output_type: 'error', ename: 'E', evalue: 'x', traceback: ['E: x', 'line 3: <T>'] };
  expect(outputsToHtml([error])).toBe('<pre class="error">E: x\nline 3: &lt;T&gt;</pre>');
});

it('shows nothing for a bundle that has only data for programs', () => {
  expect(outputsToHtml([display({ 'application/vnd.other+json': {} })])).toBe('');
});
