const buttons = data.classNames.map((name, c) =>
  html('button', { type: 'button', 'aria-pressed': 'false', 'data-class': c }, dot(c), name),
);
const panels = data.twins.map(drawPanel);
let chosen = null;
let pointed = -1;

document.getElementById('classes').append(...buttons);
document.getElementById('panels').append(...panels);
for (const { name, points } of data.twins)
  if (!points) document.getElementById('hint').append(` There is no ${name} network.`);
choose(data.classNames.length - 1);

/** Makes the points of class c stand out and lists its features; null: no class. */
function choose(c) {
  chosen = c;
  buttons.forEach((button, k) => {
    button.setAttribute('aria-pressed', String(k === c));
  });
  document.body.classList.toggle('chosen', c !== null);
  for (const circle of document.querySelectorAll('circle'))
    circle.classList.toggle('of-class', data.labels[circle.dataset.i] === c);
  data.twins.forEach((twin, k) => {
    if (twin.points) panels[k].firstChild.textContent = caption(twin, c);
  });
  const details = c === null ? [] : data.twins.map((twin) => classFeatures(twin, c));
  document.getElementById('details').replaceChildren(...details);
}

/** Marks point i in both charts and tells about it; -1: no point. */
function point(i, at) {
  if (i !== pointed) {
    for (const circle of document.querySelectorAll('circle.pointed')) circle.classList.remove('pointed');
    for (const circle of document.querySelectorAll(`circle[data-i="${i}"]`)) circle.classList.add('pointed');
  }
  pointed = i;
  if (i < 0) hideTip();
  else showTip(i, at);
}

/** The point `step` further in the order of the points, among those that stand out. */
function neighbour(step) {
  const points = [...data.labels.keys()].filter((i) => chosen === null || data.labels[i] === chosen);
  const at = points.indexOf(pointed);
  return points[at < 0 ? 0 : (at + step + points.length) % points.length];
}

/** Where on the screen the chart has point i. */
function placeOf(chart, i) {
  const { right, bottom } = chart.querySelector(`circle[data-i="${i}"]`).getBoundingClientRect();
  return { clientX: right, clientY: bottom };
}

const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    point(-1);
    choose(null);
  }
  const chart = event.target.closest('svg');
  if (!chart) return;
  if (event.key === 'Enter' && pointed >= 0) choose(data.labels[pointed]);
  if (!(event.key in steps)) return;
  event.preventDefault();
  const i = neighbour(steps[event.key]);
  point(i, placeOf(chart, i));
});

addEventListener('pointermove', (event) => {
  const chart = event.target.closest?.('svg');
  const named = event.target.closest?.('[data-i]');
  point(chart ? nearest(chart, event, chosen) : Number(named?.dataset.i ?? -1), event);
});
document.documentElement.addEventListener('pointerleave', () => point(-1));

addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button) choose(chosen === Number(button.dataset.class) ? null : Number(button.dataset.class));
  const chart = event.target.closest('svg');
  const i = chart ? nearest(chart, event, null) : -1;
  if (i >= 0) choose(data.labels[i]);
});
