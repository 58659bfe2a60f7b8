import { createRequire } from 'node:module';

const cf = createRequire(import.meta.url)('cnn-fragility');

/** Adds a figure to the page's pictures, SVG by file name; returns the Markdown that shows it. */
export function picture(pictures, name, figure) {
  pictures[name] = cf.style.figureToSvg(figure);
  return `![${figure.layout.meta.alt}](results/${name})`;
}
