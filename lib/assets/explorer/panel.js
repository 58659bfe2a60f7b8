const { width, height } = data.chart;
const MARGIN = 30;
const NEAR = 40;

/** A twin's chart: one circle a test image, filled if the prediction is right, and a caption; without a network a place unseen. */
function drawPanel(twin, k) {
  if (!twin.points) return html('figure', { class: 'absent' });
  const chart = svg('svg', {
    viewBox: [-MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN].join(' '),
    tabindex: 0,
    role: 'application',
    'aria-label': `${data.labels.length} test images under the ${twin.name} network. Arrow keys go from point to point.`,
    'data-twin': k,
  });
  chart.append(...data.labels.map((label, i) => circle(twin.points, label, i)));
  return html('figure', {}, html('figcaption', {}), chart);
}

function circle({ x, y, predictions }, label, i) {
  const right = predictions[i] === label;
  return svg('circle', {
    cx: x[i],
    cy: height - y[i],
    class: right ? 'right' : 'wrong',
    style: `--class:${data.colors[label]}`,
    'data-i': i,
  });
}

/** The point nearest to a place on the screen, among those of class `chosen` (null: of all); -1 if none is near. */
function nearest(chart, { clientX, clientY }, chosen) {
  const { x, y } = data.twins[chart.dataset.twin].points;
  const at = new DOMPoint(clientX, clientY).matrixTransform(chart.getScreenCTM().inverse());
  let [best, least] = [-1, NEAR ** 2];
  data.labels.forEach((label, i) => {
    if (chosen !== null && label !== chosen) return;
    const square = (x[i] - at.x) ** 2 + (height - y[i] - at.y) ** 2;
    if (square < least) [best, least] = [i, square];
  });
  return best;
}

/** What stands above a twin's chart: its recall of the class, or its balanced accuracy. */
function caption(twin, chosen) {
  if (chosen === null) {
    const plane = twin.explained === null ? '' : `, ${percent(twin.explained)} of the variance in this plane`;
    return `${twin.name}: balanced accuracy ${percent(twin.bac)}${plane}`;
  }
  const images = twin.trainCounts[chosen].toLocaleString('en-US');
  const recall = percent(twin.recall[chosen]);
  return `${twin.name}: ${data.classNames[chosen]}, ${images} training images, test recall ${recall}`;
}
