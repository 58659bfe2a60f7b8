import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readNotebook } from '../notebooks/notebook.mjs';
import { at } from '../paths.mjs';
import { typedNumbers } from '../results/fill.mjs';
import { codeCell, display } from '../testing/cells.mjs';
import { essayHtml } from './essay.mjs';

const figure = { data: [], layout: { meta: { alt: 'bars' } } };
const summary = { rq: 1, rows: [{ id: 'T1.a', ours: 71.104 }], claims: [] };
const cells = [
  codeCell('', [display({ 'application/vnd.plotly.v1+json': figure })], 'bars'),
  codeCell('', [display({ 'application/vnd.cnn-fragility.summary+json': summary })], 'sum'),
];
const notebooks = [{ name: 'rq1-x', notebook: { cells } }];

it('has the charts and numbers of the notebooks where they belong', () => {
  const html = essayHtml(notebooks, 'Of {{ours T1.a | 0}}.\n\n{{chart rq1 bars}}\n\nSo.');
  expect(html).toMatch(/<p>Of 71\.<\/p>[\s\S]*aria-label="bars"[\s\S]*<p>So\.<\/p>/);
});

it('is not written where something is missing that it tells of', () => {
  expect(essayHtml(notebooks, '{{chart rq1 other}}')).toBeNull();
  expect(essayHtml(notebooks, '{{ours T1.b}}')).toBeNull();
});

it('has no measured number that was typed, and asks for cells that there are', () => {
  const template = readFileSync(new URL('essay.md', import.meta.url), 'utf8');
  expect(typedNumbers(template.replace(/\]\(https[^)]*\)/g, ''))).toEqual([]);
  for (const [, rq, id] of template.matchAll(/\{\{chart (\S+) (\S+)\}\}/g)) {
    /** @type {Record<string, string>} */
    const names = {
      ...{ rq1: 'rq1-retrain-the-classifier', rq2: 'rq2-train-and-test-recall' },
      ...{ rq3: 'rq3-how-many-features-decide', rq4: 'rq4-loud-features' },
      rq7: 'rq7-features-that-do-not-fire',
    };
    const { cells } = readNotebook(at('notebooks', `${names[rq]}.ipynb`));
    expect(cells.map((cell) => cell.id)).toContain(id);
  }
});
