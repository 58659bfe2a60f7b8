/** Plotly's JSON, in a cell's output. */
export const PLOTLY_MIME = 'application/vnd.plotly.v1+json';

/** The figures of an executed notebook, in its order. */
export function figuresOf(notebook) {
  return notebook.cells
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap((output) => output.data?.[PLOTLY_MIME] ?? []);
}

/** What has to be seen of a figure: traces, bars, lines, points, pictures, and its title. */
export function expectedMarks({ data, layout }) {
  const traces = data.filter(({ visible = true }) => visible === true);
  const lines = traces.filter(
    ({ type = 'scatter', mode = 'lines' }) => type === 'scatter' && mode.includes('lines'),
  );
  const size = ({ x, y }) => Math.min(x?.length ?? Infinity, y?.length ?? Infinity);
  const bars = traces.filter(({ type }) => type === 'bar');
  return {
    traces: traces.length,
    bars: bars.reduce((sum, trace) => sum + size(trace), 0),
    lines: lines.reduce((sum, { y }) => sum + unbroken(y), 0),
    pictures: traces.filter(({ type }) => ['heatmap', 'image'].includes(type)).length,
    title: layout.title?.text ?? '',
  };
}

/** In how many pieces a line is drawn: values that are missing break it. */
function unbroken(values) {
  return values.filter((value, i) => value !== null && (values[i - 1] ?? null) === null).length;
}

/** What is there to be seen of each chart that the locator finds, in the words of `expectedMarks`. */
export function drawnMarks(charts) {
  return charts.evaluateAll((elements) =>
    elements.map((chart) => {
      const count = (selector) => chart.querySelectorAll(selector).length;
      return {
        traces: chart._fullData.filter(({ visible }) => visible === true).length,
        bars: count('.bars .point path'),
        lines: count('.scatterlayer path.js-line'),
        pictures: count('.hm image, .im image'),
        title: chart.querySelector('.gtitle')?.textContent ?? '',
      };
    }),
  );
}
