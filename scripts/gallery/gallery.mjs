import { joined } from '../notebooks/notebook.mjs';

/** @import { Figure } from 'cnn-fragility' */
/** @import { Cell, NamedNotebook, Notebook } from '../notebooks/notebook.mjs' */
/** @typedef {{ file: string, figure: Figure, alt: string, section: string }} Picture */
/** @typedef {{ name: string, title: string, pictures: Picture[] }} Chapter */

const PLOTLY = 'application/vnd.plotly.v1+json';
/** From the cell that trains on, charts are of what was trained, or of images that are not the project's to publish. */
const TRAINS = /\btrainLive\(/;
/** Maps of a picture, and it: a reader's own, if there is one. */
const SHOWS_IMAGES = /\bmapsAsImages\(/;

/** Where a notebook's pictures begin in the gallery's README, and how their files begin: `rq6-diversity` -> `rq6`. @param {string} name */
function short(name) {
  return name.split('-')[0];
}

/**
 * The charts of an executed notebook that show the reference runs, in its order: `{file, figure, alt, section}`. A file is
 * named by its cell, so that it keeps its name when cells are added.
 *
 * @param {string} name
 * @param {Notebook} notebook
 * @returns {Picture[]}
 */
export function picturesOf(name, { cells }) {
  const end = cells.findIndex((cell) => cell.cell_type === 'code' && TRAINS.test(joined(cell.source)));
  let section = '';
  return cells.slice(0, end < 0 ? undefined : end).flatMap((cell) => {
    section = lastHeading(cell) ?? section;
    if (cell.cell_type === 'code' && SHOWS_IMAGES.test(joined(cell.source))) return [];
    const charts = (cell.outputs ?? []).filter((output) => output.data?.[PLOTLY]);
    return charts.map(({ data = {} }, i) => ({
      file: `${short(name)}-${cell.id}${charts.length > 1 ? `-${i + 1}` : ''}.svg`,
      figure: data[PLOTLY],
      alt: joined(data['text/plain']).replace(/\s+/g, ' '),
      section,
    }));
  });
}

/** The title, without its number, of the last section that begins in a cell. @param {Cell} cell */
function lastHeading({ cell_type, source }) {
  if (cell_type !== 'markdown') return undefined;
  return [...joined(source).matchAll(/^## (?:\w+ · )?(.*)$/gm)].at(-1)?.[1];
}

/**
 * The gallery of executed notebooks: the figures, by the file names of their pictures, and a README that shows all pictures.
 *
 * @param {NamedNotebook[]} notebooks
 */
export function galleryOf(notebooks) {
  const chapters = notebooks.map(({ name, notebook }) => ({
    name,
    title: /^# (.*)$/m.exec(joined(notebook.cells[0].source))?.[1] ?? name,
    pictures: picturesOf(name, notebook),
  }));
  const pictures = chapters.flatMap((chapter) => chapter.pictures);
  return {
    figures: Object.fromEntries(pictures.map(({ file, figure }) => [file, figure])),
    readme: readmeOf(chapters),
  };
}

/** @param {Chapter[]} chapters */
function readmeOf(chapters) {
  const parts = chapters.flatMap(({ name, title, pictures }) => [
    `## ${short(name).toUpperCase()}`,
    `[${title}](../${name}.ipynb)`,
    ...pictures.flatMap(({ file, alt, section }, i) => [
      ...(section === pictures[i - 1]?.section ? [] : [`### ${section}`]),
      `![${alt.replace(/[[\]]/g, '')}](${file})`,
    ]),
  ]);
  return `${[INTRODUCTION, ...parts].join('\n\n')}\n`;
}

const INTRODUCTION = `# The notebooks' charts

Still pictures of the charts that the notebooks draw from the reference runs, for readers without a kernel. In JupyterLab, and
in the HTML pages that \`npm start\` makes, they answer to the mouse. What is trained live in a notebook is not here.
Made by \`npm run gallery\`; \`npm test\` says when they are out of date.`;
