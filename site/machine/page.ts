import { UserError } from '../../lib/src/errors';
import type { Page } from '../../lib/src/machine';
import { host } from './host';
import { HOME } from './site-files';

/** A document beside the notebook's, which nobody sees. */
export function withPage<T>(where: string, work: (page: Page) => Promise<T>): Promise<T> {
  let script = '';
  const evaluate: Page['evaluate'] = (asked, given) =>
    host().evaluate(script, String(asked), given) as ReturnType<typeof asked>;
  return work({
    addScript: async (path) => {
      script = path.slice(HOME.length + 1);
    },
    evaluate,
    async print(svg, format) {
      if (format === 'pdf') throw noPdf(where);
      return evaluate(rastered, svg);
    },
  });
}

/** Runs in the document. */
async function rastered(svg: string): Promise<Uint8Array> {
  const picture = new Image();
  picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * picture.width;
  canvas.height = 2 * picture.height;
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error(`the browser makes no picture of ${canvas.width} × ${canvas.height} pixels`);
  return new Uint8Array(await blob.arrayBuffer());
}

function noPdf(where: string): UserError {
  return new UserError({
    where,
    given: 'a PDF, which this page cannot write',
    expected: 'a file that ends in .svg or .png',
    remedy: 'Save it as .svg, which is as sharp as PDF and which other programs turn into one.',
  });
}
