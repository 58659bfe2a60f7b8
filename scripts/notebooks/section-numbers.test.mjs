import { expect, it } from 'vitest';
import { codeCell, markdownCell } from '../testing/cells.mjs';
import { joined } from './notebook.mjs';
import { referredSections, renumber, sectionNumbers } from './section-numbers.mjs';

/** @import { Notebook } from './notebook.mjs' */

const text = (/** @type {string[]} */ ...source) => markdownCell(source);
const sources = (/** @type {Notebook} */ { cells }) => cells.map(({ source }) => joined(source));

it('numbers sections in order and lets references follow theirs', () => {
  const notebook = {
    cells: [
      text('# RQ3 · Title\n', '\n', 'It reproduces section 5.3 of a paper.\n', '\n', '## 1 · One'),
      text('## N · New\n', '\n', 'After section 1, as sections 2 and 3 say (section 2).'),
      text('Text\n', '\n', '## 2 · Two'),
      codeCell('cf.show(cf.md`See section 3.`);'),
      text(
        '## 3 · Three\n',
        '\n',
        '### N · not a section\n',
        '\n',
        'See section 2.1, section 2 of the paper.',
      ),
    ],
  };
  expect(sources(renumber(notebook))).toEqual([
    '# RQ3 · Title\n\nIt reproduces section 5.3 of a paper.\n\n## 1 · One',
    '## 2 · New\n\nAfter section 1, as sections 3 and 4 say (section 3).',
    'Text\n\n## 3 · Two',
    'cf.show(cf.md`See section 4.`);',
    '## 4 · Three\n\n### N · not a section\n\nSee section 2.1, section 2 of the paper.',
  ]);
});

it('keeps lines as a notebook stores them, and changes nothing the second time', () => {
  const unnumbered = { cells: [text('## N · A\n', '\n', 'b')], metadata: { a: 1 } };
  const notebook = renumber(unnumbered);
  expect(notebook).toEqual({ cells: [text('## 1 · A\n', '\n', 'b')], metadata: { a: 1 } });
  expect(renumber(notebook)).toEqual(notebook);
});

it('refuses what it cannot map', () => {
  expect(() => renumber({ cells: [text('## 1 · A'), text('## 1 · B')] })).toThrow('one number: 1, 1');
  expect(() => renumber({ cells: [text('## 1 · A\n', '\n', 'see section 4')] })).toThrow('section 4');
});

it('tells which sections there are and which are referred to', () => {
  const notebook = { cells: [text('## 1 · A\n\nsections 2, 3 and 10'), text('## N · B')] };
  expect(sectionNumbers(notebook)).toEqual(['1', 'N']);
  expect(referredSections(notebook)).toEqual(['2', '3', '10']);
});
