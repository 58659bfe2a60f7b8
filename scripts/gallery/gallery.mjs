import { joined } from '../report/text.mjs';

const SVG = 'image/svg+xml';
/** From the cell that trains on, charts are of what was trained, or of images that are not the project's to publish. */
const TRAINS = /\btrainLive\(/;

/** Where a notebook's pictures begin in the gallery's README, and how their files begin: `rq6-diversity` -> `rq6`. */
function short(name) {
  return name.split('-')[0];
}

/**
 * The charts of an executed notebook that show the reference runs, in its order: `{file, svg, alt, section}`. A file is named by
 * its cell, so that it keeps its name when cells are added.
 */
export function picturesOf(name, { cells }) {
  const end = cells.findIndex((cell) => cell.cell_type === 'code' && TRAINS.test(joined(cell.source)));
  let section = '';
  return cells.slice(0, end < 0 ? undefined : end).flatMap((cell) => {
    section = lastHeading(cell) ?? section;
    const charts = (cell.outputs ?? []).filter((output) => output.data?.[SVG]);
    return charts.map(({ data }, i) => ({
      file: `${short(name)}-${cell.id}${charts.length > 1 ? `-${i + 1}` : ''}.svg`,
      svg: `${joined(data[SVG])}\n`,
      alt: joined(data['text/plain']).replace(/\s+/g, ' '),
      section,
    }));
  });
}

/** The title, without its number, of the last section that begins in a cell. */
function lastHeading({ cell_type, source }) {
  if (cell_type !== 'markdown') return undefined;
  return [...joined(source).matchAll(/^## (?:\w+ · )?(.*)$/gm)].at(-1)?.[1];
}

/** The gallery's files, by name, from executed notebooks `{name, notebook}`: the pictures, and a README with all of them. */
export function galleryFiles(notebooks) {
  const chapters = notebooks.map(({ name, notebook }) => ({
    name,
    title: /^# (.*)$/m.exec(joined(notebook.cells[0].source))[1],
    pictures: picturesOf(name, notebook),
  }));
  const pictures = chapters.flatMap((chapter) => chapter.pictures.map(({ file, svg }) => [file, svg]));
  return new Map([...pictures, ['README.md', readme(chapters)]]);
}

function readme(chapters) {
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

/**
 * Whether two texts, pictures or READMEs, say the same: equal but for numbers that differ by 1 at most (a pixel; the last digit of
 * what was retrained on another processor), and for how bitmaps in them are packed.
 */
export function sameDrawing(a, b) {
  const [left, right] = [a, b].map((text) =>
    text.replace(/base64,[\w+/=]+/g, 'base64').split(/(\d+(?:\.\d+)?)/),
  );
  if (left.length !== right.length) return false;
  // Of the pieces every second one is a number.
  return left.every((piece, i) => (i % 2 ? Math.abs(piece - right[i]) <= 1 : piece === right[i]));
}
