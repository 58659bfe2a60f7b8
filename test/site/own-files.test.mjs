import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decode, encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../scripts/paths.mjs';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { ownFolder } from '../../scripts/site/places.mjs';
import { Site, SiteNotebook } from './site-notebook.mjs';

const executablePath = findChromium();
const built = existsSync(`${ownFolder}/index.json`);
if (!executablePath) console.log('skipped: no Chromium to open the site with');
if (!built) console.log('skipped: the site is not built (npm run site does it)');

/** Largest mean difference of a pixel, of 255: browsers and libvips round differently as they resample. */
const PIXEL = 1;

const data = (...path) => readFileSync(at('test', 'data', ...path));
const EMBEDDINGS = ['head-no-logits.npz', 'pandas-train.parquet', 'pandas-test.parquet', 'head.npz'];

/** Files as a reader drops them: embeddings, a network, pictures of 12 × 10 pixels in a folder a class. */
function dropped() {
  const files = Object.fromEntries(EMBEDDINGS.map((name) => [name, data('embeddings', name)]));
  files['net.pth'] = data('torch-nets', 'resnet8-wide-a.pth');
  for (const [c, label] of ['cat', 'dog'].entries())
    for (let k = 0; k < 5; k++) {
      const pixels = Uint8Array.from(
        { length: 360 },
        (_, i) => (i * (7 + k) + 90 * c + ((i * i) % 31)) % 256,
      );
      files[`pets/${label}/${k}.png`] = encode({ width: 12, height: 10, channels: 3, data: pixels });
    }
  return files;
}

/** What is asked of them, each as a function of the library and of the folder that they lie in; its answer is a text. */
const ASKED = {
  'embeddings in a .npz': async (cf, folder) =>
    JSON.stringify(cf.measure(await cf.importEmbeddings({ file: `${folder}head-no-logits.npz` })).measures),
  'embeddings in Parquet': async (cf, folder) => {
    const [train, test] = ['train', 'test'].map((set) => `${folder}pandas-${set}.parquet`);
    return JSON.stringify(
      cf.measure(await cf.importEmbeddings({ train, test, head: `${folder}head.npz` })).measures,
    );
  },
  'a checkpoint of PyTorch': async (cf, folder) => {
    const { architecture, weights } = await cf.model.loadCheckpoint(`${folder}net.pth`);
    const sums = [...weights].map(([name, { data: values }]) => [name, values.reduce((a, b) => a + b, 0)]);
    return JSON.stringify({ architecture, sums });
  },
};

/** The pixels of a folder of pictures, resampled. */
const PICTURES = async (cf, folder) => {
  const { train, test } = await cf.data.loadImages(`${folder}pets`, { imageSize: 8 });
  return JSON.stringify([...train.pixels, ...test.pixels]);
};

/** The classes of a folder, and how many pictures they have. */
const COUNTED = async (cf, folder) => {
  const { train, test } = await cf.data.loadImages(`${folder}dragged`, { imageSize: 8 });
  return JSON.stringify([train.classNames, train.n + test.n]);
};

describe.skipIf(!executablePath || !built)('own files in the file browser', () => {
  let site;
  let notebook;
  let folder;
  let cf;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'own-'));
    cf = createRequire(import.meta.url)('cnn-fragility');
    site = await Site.open(executablePath);
    notebook = await SiteNotebook.open(site, await site.visitor(), 'explore.ipynb');
    for (const [path, bytes] of Object.entries(dropped())) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
      await notebook.put(path, bytes);
    }
  }, 1_200_000);

  afterAll(async () => {
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const inBrowser = async (asked) => {
    const [, outputs] = await notebook.run([
      "import * as cf from 'cnn-fragility';",
      `console.log(await (${asked})(cf as any, ''));`,
    ]);
    return outputs
      .map(({ text, evalue }) => text ?? evalue)
      .join('')
      .trim();
  };

  it.each(Object.entries(ASKED))(
    '%s: as in Node',
    async (_, asked) => {
      expect(await inBrowser(asked)).toBe(await asked(cf, `${folder}/`));
    },
    600_000,
  );

  it('a folder of pictures: as in Node, but for the rounding of pixels', async () => {
    const [here, there] = [await inBrowser(PICTURES), await PICTURES(cf, `${folder}/`)].map((text) =>
      JSON.parse(text),
    );
    expect(here.length).toBe(there.length);
    const apart = here.reduce((sum, pixel, i) => sum + Math.abs(pixel - there[i]), 0) / here.length;
    console.log(`  pixels differ by ${apart.toFixed(3)} of 255 in the mean`);
    expect(apart).toBeLessThan(PIXEL);
  }, 600_000);

  it('a folder that is dragged into the file browser: as in Node', async () => {
    cpSync(join(folder, 'pets'), join(folder, 'dragged'), { recursive: true });
    await notebook.drag(join(folder, 'dragged'));
    const arrived = (label) =>
      notebook.list(`dragged/${label}`).then(
        ({ length }) => length,
        () => 0,
      );
    for (const label of ['cat', 'dog']) await expect.poll(() => arrived(label), { timeout: 60_000 }).toBe(5);
    expect(await inBrowser(COUNTED)).toBe(await COUNTED(cf, `${folder}/`));
  }, 180_000);

  it('writes a chart as SVG or PNG into the file browser, and says that it writes no PDF', async () => {
    const figure = {
      data: [{ type: 'bar', x: ['cat', 'dog'], y: [3, 5], marker: { color: '#d55e00' } }],
      layout: { height: 300, title: { text: 'Pets' }, meta: { alt: 'cats < dogs' } },
    };
    const [, outputs, [refused]] = await notebook.run([
      `import * as cf from 'cnn-fragility'; const figure: any = ${JSON.stringify(figure)};`,
      `for (const name of ['pets.svg', 'charts/pets.png'])
        await cf.view.saveFigure(figure, name, { width: 500, height: 400 });`,
      "await cf.view.saveFigure(figure, 'pets.pdf');",
    ]);
    expect(outputs).toEqual([]);
    const svg = String(await notebook.file('pets.svg'));
    expect(svg).toMatch(/^<svg [^>]*width="500" height="400"/);
    expect(svg.match(/<g class="point">/g)).toHaveLength(2);
    expect(cf.view.figureOfPicture(svg)).toEqual(figure);
    const { width, height, channels, data: pixels } = decode(await notebook.file('charts/pets.png'));
    expect([width, height]).toEqual([1000, 800]);
    const orange = pixels.filter((red, i) => i % channels === 0 && red === 0xd5 && pixels[i + 1] === 0x5e);
    // Bars of 3 and 5 of at most 5 or so, each 0.8 of its half of the plot's width.
    expect(orange.length / (width * height)).toBeGreaterThan(0.2);
    expect(refused.evalue).toMatch(/saveFigure.*\.svg or \.png/s);
  }, 600_000);

  it('sends nothing anywhere', () => {
    expect(notebook.outside).toEqual([]);
  });
});
