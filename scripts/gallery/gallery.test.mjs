import { expect, it } from 'vitest';
import { galleryFiles, picturesOf, sameDrawing } from './gallery.mjs';

const text = (source) => ({ cell_type: 'markdown', source });
const chart = (svg, alt) => ({ data: { 'image/svg+xml': svg, 'text/plain': alt } });
const code = (id, ...outputs) => ({ cell_type: 'code', id, source: id, outputs });
const notebook = {
  cells: [
    text('# RQ6 · Diverse?'),
    text(['## 1 · First\n', '\n', 'words']),
    code(
      'two',
      chart('<svg>1</svg>', 'bars [a]'),
      { data: { 'text/html': 'a table' } },
      chart('<svg>2</svg>', 'lines'),
    ),
    text('## 2 · Turn the dial'),
    code('await cf.train.trainLive(shapes)', chart('<svg>3</svg>', 'trained')),
    text('## 3 · Images'),
    code('images', chart('<svg>4</svg>', 'images')),
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
  const files = galleryFiles([{ name: 'rq6-diversity', notebook }]);
  expect([...files.keys()]).toEqual(['rq6-two-1.svg', 'rq6-two-2.svg', 'README.md']);
  expect(files.get('rq6-two-2.svg')).toBe('<svg>2</svg>\n');
  expect(files.get('README.md')).toContain(
    '## RQ6\n\n[RQ6 · Diverse?](../rq6-diversity.ipynb)\n\n### First\n\n![bars a](rq6-two-1.svg)\n\n![lines](rq6-two-2.svg)\n',
  );
});

it('takes drawings for the same that differ by a pixel or in how a bitmap is packed', () => {
  expect(sameDrawing('<rect x="1.5"/> 7', '<rect x="2.4"/> 7')).toBe(true);
  expect(sameDrawing('<rect x="1.5"/>', '<rect x="3"/>')).toBe(false);
  expect(sameDrawing('<rect x="1"/>', '<line x="1"/>')).toBe(false);
  expect(sameDrawing('<i x="1"/>', '<i x="1"/><i/>')).toBe(false);
  expect(sameDrawing('png;base64,Ab1+/9==" a', 'png;base64,Zz==" a')).toBe(true);
});
