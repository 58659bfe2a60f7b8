import type { ImageSet } from '../../data/images';
import { checkImages } from '../../data/images';
import { UserError } from '../../errors';
import { checkEach, checkValue, oneOf, text, whole } from '../../options';
import { checkFigure } from '../kit/check';
import { type Draft, figure } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
import { list } from '../kit/kinds';
import { type Sheet, sheetTraces } from '../kit/mosaic';

/** What `contactSheet` takes beside its images. */
export interface ContactSheetOptions extends FigureOptions {
  /** Which images, in that order. Default: the first 60. */
  indices?: readonly number[];
  /** Images in a row. Default: 15, or as many as there are. */
  columns?: number;
  /** Hover text of each shown image. Default: its number in the set and its class. */
  captions?: readonly string[];
}

/** Images side by side, row by row; the hover text gives each one's class. */
export function contactSheet(images: ImageSet, options: ContactSheetOptions = {}): Figure {
  checkImages('contactSheet', images);
  const own = {
    indices: [list(whole()), undefined],
    columns: [whole(1), undefined],
    captions: [list(text), undefined],
  } as const;
  checkFigure('contactSheet', {}, {}, options, own);
  const indices = options.indices ?? Array.from({ length: Math.min(images.n, 60) }, (_, i) => i);
  checkIndices(images, indices);
  const labels = indices.map((i) => images.labels[i]);
  checkEach('contactSheet', 'label', labels, whole(0, images.classNames.length - 1));
  const name = (i: number) => images.classNames[images.labels[i]];
  const captions = options.captions ?? indices.map((i) => `image ${i}, ${name(i)}`);
  checkValue('contactSheet', 'number of captions', captions.length, oneOf(indices.length));
  const sheet = layOut(images, indices, captions, options.columns ?? 15);
  const rows = (sheet.height + space) / (images.height + space);
  const draft: Draft = {
    title: '',
    height: (options.title ? 70 : 20) + rows * 62,
    top: 46,
    margin: { r: 10, b: 10, l: 10 },
    alt: `${indices.length} images: ${countNames(indices.map(name))}.`,
    data: sheetTraces(sheet, {}),
    layout: {
      xaxis: { visible: false, range: [-0.5, sheet.width - 0.5], constrain: 'domain' },
      yaxis: {
        visible: false,
        range: [sheet.height - 0.5, -0.5],
        scaleanchor: 'x',
        constrain: 'domain',
      },
      showlegend: false,
    },
  };
  return figure(draft, options);
}

function checkIndices(images: ImageSet, indices: readonly number[]): void {
  const wrong = indices.find((i) => !(i >= 0 && i < images.n));
  if (wrong === undefined) return;
  throw new UserError({
    where: 'contactSheet',
    given: `image ${wrong}`,
    expected: `0 to ${images.n - 1}`,
    remedy: 'Choose indices of this image set.',
  });
}

/** Pixels between two images. */
const space = 2;

function layOut(
  images: ImageSet,
  indices: readonly number[],
  captions: readonly string[],
  wanted: number,
): Sheet {
  const columns = Math.max(1, Math.min(wanted, indices.length));
  const rows = Math.max(1, Math.ceil(indices.length / columns));
  const [stepX, stepY] = [images.width + space, images.height + space];
  const place = (k: number) => ({ left: (k % columns) * stepX, top: Math.floor(k / columns) * stepY });
  const tiles = indices.map((index, k) => ({ images, index, caption: captions[k], ...place(k) }));
  return { tiles, width: columns * stepX - space, height: rows * stepY - space };
}

function countNames(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, n]) => `${n} ${name}`).join(', ');
}
