import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { drawFigures, saveFigure } from '../../lib/src/notebook/pictures';
import { figureOfPicture } from '../../lib/src/plot/draw/picture';
import type { Figure } from '../../lib/src/plot/kit/figure';
import { executablePath } from '../chromium';
import { gallery } from './gallery';

if (!executablePath) console.log('skipped: no Chromium to draw pictures in (set CHROMIUM)');

afterEach(() => vi.unstubAllEnvs());

const figure = (data: Figure['data'], alt: string): Figure => ({
  data,
  layout: { height: 300, meta: { alt }, showlegend: false },
});

describe.skipIf(!executablePath)('pictures of figures', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are what Plotly draws, whatever the trace, and hold the figure and its description', async () => {
    const figures = [
      figure([{ type: 'box', y: [1, 2, 3, 4, 9] }], 'a < b & c'),
      figure([{ type: 'pie', values: [1, 3], labels: ['one', 'three'] }], 'pie'),
      figure([{ type: 'bar', orientation: 'h', x: [1, 2], y: ['a', 'b'] }], 'bars'),
      gallery.heatMap(),
      gallery.picker(),
    ];
    const svgs = await drawFigures(figures, { width: 600 });
    const count = (svg: string, mark: RegExp) => svg.match(mark)?.length ?? 0;
    expect(count(svgs[0], /<path class="box"/g)).toBe(1);
    expect(count(svgs[1], /<path class="surface"/g)).toBe(2);
    expect(count(svgs[2], /<g class="point">/g)).toBe(2);
    expect(count(svgs[3], /<image /g)).toBe(2);
    expect(svgs[3]).toMatch(/<text [^>]*rotate\(-90[^>]*>recognised</);
    // The first of the figures to choose from, alone: its lines, and their legend.
    expect(count(svgs[4], /<path class="js-line"/g)).toBe(6);
    expect(svgs[0]).toContain('<title>a &lt; b &amp; c</title>');
    expect(svgs[0]).toMatch(/^<svg [^>]*width="600" height="300"/);
    expect(svgs.map(figureOfPicture)).toEqual(figures.map((one) => JSON.parse(JSON.stringify(one))));
  });

  test('are saved as SVG, PDF or PNG', async () => {
    const save = async (name: string) => {
      await saveFigure(gallery.accuracy(), join(folder, name), { width: 500, height: 400 });
      return readFileSync(join(folder, name));
    };
    expect((await save('a.svg')).toString()).toMatch(/^<svg [^>]*width="500" height="400"/);
    expect((await save('a.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    const { width, height } = decode(await save('a.PNG'));
    expect([width, height]).toEqual([1000, 800]);
  });
});

test('another format, and a machine without a browser, are refused with a remedy', async () => {
  await expect(saveFigure(figure([], ''), 'a.jpg')).rejects.toThrow(
    'got "a.jpg", expected a file that ends in',
  );
  vi.stubEnv('CHROMIUM', '');
  vi.stubEnv('PATH', '/nowhere');
  await expect(drawFigures([figure([], '')])).rejects.toThrow(
    /got a machine without Chromium.*apt-get install chromium/s,
  );
});
