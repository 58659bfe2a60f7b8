import { UserError } from '../errors';
import { moduleFile, type Page, withPage, writeFileAtomically } from '../machine';
import { svgPicture } from '../plot/draw/picture';
import type { Figure } from '../plot/kit/figure';

/** How large a picture is. */
export interface PictureOptions {
  /** Pixels. Default: 900. */
  width?: number;
  /** Pixels. Default: the figure's own height. */
  height?: number;
}

/**
 * Figures as SVG pictures, drawn by Plotly in a headless browser, each as the chart looks at first. A picture contains
 * its description and the figure's data. Throws UserError without Chromium.
 */
export function drawFigures(figures: readonly Figure[], options: PictureOptions = {}): Promise<string[]> {
  return withPlotly('drawFigures', async (page) => {
    const pictures: string[] = [];
    for (const figure of figures) pictures.push(await draw(page, figure, options));
    return pictures;
  });
}

/**
 * Writes a figure as a picture, for a paper or for slides: `await cf.view.saveFigure(figure, 'recall.pdf')`. SVG, PDF
 * or PNG (at twice the figure's size in pixels), by the file's ending. Throws UserError for another ending, and
 * without Chromium. On the project's web site the reader's own browser draws it, as SVG or PNG, into the file browser.
 */
export async function saveFigure(figure: Figure, file: string, options: PictureOptions = {}): Promise<void> {
  const format = /\.(svg|pdf|png)$/i.exec(file)?.[1].toLowerCase() as 'svg' | 'pdf' | 'png' | undefined;
  if (!format) throw unknownFormat(file);
  await withPlotly('saveFigure', async (page) => {
    const svg = await draw(page, figure, options);
    await writeFileAtomically(file, format === 'svg' ? svg : await page.print(svg, format));
  });
}

function withPlotly<T>(where: string, work: (page: Page) => Promise<T>): Promise<T> {
  return withPage(where, async (page) => {
    await page.addScript(moduleFile('plotly.js-dist-min'));
    return work(page);
  });
}

async function draw(page: Page, figure: Figure, { width = 900, height }: PictureOptions): Promise<string> {
  const { data, layout } = figure;
  const size = { width, height: height ?? layout.height };
  const address = await page.evaluate(
    ([chart, options]) => Reflect.get(globalThis, 'Plotly').toImage(chart, options) as Promise<string>,
    [
      { data, layout },
      { ...size, format: 'svg' },
    ] as const,
  );
  return svgPicture(decodeURIComponent(address.slice(address.indexOf(',') + 1)), figure);
}

function unknownFormat(file: string): UserError {
  return new UserError({
    where: 'saveFigure',
    given: `"${file}"`,
    expected: 'a file that ends in .svg, .pdf or .png',
    remedy: 'Name the format by the ending: figure.pdf for a paper, figure.png for slides.',
  });
}
