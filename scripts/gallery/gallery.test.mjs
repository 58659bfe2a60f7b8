import { expect, it } from 'vitest';
import { codeCell, display, markdownCell } from '../testing/cells.mjs';
import { galleryOf, picturesOf } from './gallery.mjs';

/** @param {string} name @param {string} alt */
const chart = (name, alt) =>
  display({ 'application/vnd.plotly.v1+json': { data: [], layout: { name } }, 'text/plain': alt });
const notebook = {
  cells: [
    markdownCell('# RQ6 · Diverse?'),
    markdownCell(['## 1 · First\n', '\n', 'words']),
    codeCell(
      'two',
      [chart('1', 'bars [a]'), display({ 'text/html': 'a table' }), chart('2', 'lines')],
      'two',
    ),
    markdownCell('## 2 · Turn the dial'),
    codeCell('await cf.train.trainLive(shapes)', [chart('3', 'trained')]),
    markdownCell('## 3 · Images'),
    codeCell('images', [chart('4', 'images')]),
  ],
};

it('takes the pictures of the reference runs, and none from where the notebook trains on', () => {
  const pictures = picturesOf('rq6-diversity', notebook);
  expect(pictures.map(({ file, section }) => [file, section])).toEqual([
    ['rq6-two-1.svg', 'First'],
    ['rq6-two-2.svg', 'First'],
  ]);
});

it('shows each picture with its alt text, and leads back to the notebook', () => {
  const { figures, readme } = galleryOf([{ name: 'rq6-diversity', notebook }]);
  expect(Object.keys(figures)).toEqual(['rq6-two-1.svg', 'rq6-two-2.svg']);
  expect(figures['rq6-two-2.svg'].layout.name).toBe('2');
  expect(readme).toContain(
    '## RQ6\n\n[RQ6 · Diverse?](../rq6-diversity.ipynb)\n\n### First\n\n![bars a](rq6-two-1.svg)\n\n![lines](rq6-two-2.svg)\n',
  );
});
