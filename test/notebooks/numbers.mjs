import { codeCells, textOf } from '../../scripts/notebooks/notebook.mjs';
import { PLOTLY_MIME } from './drawn.mjs';

/** All that an executed notebook shows, cell by cell, but what differs from one run to the next by its nature: times. */
export function numbersOf(notebook) {
  return codeCells(notebook).map(({ id, outputs }) => ({
    id,
    shown: outputs.filter((o) => o.data).map(shown),
    printed: printed(outputs),
  }));
}

/** The code, to tell whether two files are the same notebook. */
export function sourcesOf({ cells }) {
  return cells.map(textOf).join('\n');
}

/** JupyterLab adds the picture of a chart that it has drawn. */
function shown({ data }) {
  const { 'image/png': png, ...rest } = data;
  return PLOTLY_MIME in data ? rest : data;
}

function printed(outputs) {
  const text = outputs.filter((o) => o.output_type === 'stream').map((o) => [o.text].flat().join(''));
  return text.join('').replace(/[\d.,]+ ?(ms|s|images\/s)\b/g, 'TIME $1');
}
