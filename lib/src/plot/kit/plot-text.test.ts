import { expect, it } from 'vitest';
import { accuracy } from '../figures/accuracy';
import { withPlainTexts } from './plot-text';

it('leaves the figures’ own tags, and makes text of all others and of formulas', () => {
  expect(withPlainTexts('<b>Balanced</b><br>p < 0.05')).toBe('<b>Balanced</b><br>p < 0.05');
  expect(withPlainTexts('<a href="https://a.b">cat</a>')).toBe('&lt;a href="https://a.b">cat&lt;/a>');
  expect(withPlainTexts('<b onclick=x><!--')).toBe('&lt;b onclick=x>&lt;!--');
  expect(withPlainTexts('$x$ for 5 $')).toBe('&#36;x&#36; for 5 &#36;');
  expect(withPlainTexts('5 $')).toBe('5 $');
});

it('keeps what has nothing of them as it is, and typed arrays', () => {
  const data = { x: [1, null], y: Float64Array.of(1), text: ['a'] };
  expect(withPlainTexts(data)).toBe(data);
  const mended = withPlainTexts({ ...data, text: ['a', '<i>', '<u>'] });
  expect(mended).toEqual({ ...data, text: ['a', '<i>', '&lt;u>'] });
  expect(mended.y).toBe(data.y);
});

it('names of classes and titles are text in a figure; its description has them as they are', () => {
  const recalls = { counts: [1], trainRecall: [1], testRecall: [1] };
  const link = '<a href="https://a.b">cat</a>';
  const { data, layout } = accuracy({ classNames: [link], imbalanced: recalls }, { title: link });
  expect(JSON.stringify({ data, layout: { ...layout, meta: null } })).not.toContain('<a');
  expect(layout.meta.alt).toContain(link);
});
