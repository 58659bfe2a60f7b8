// Runs in the page: draws every chart, from top to bottom, and marks the page when it is done.
const charts = [...document.querySelectorAll('.chart')];
(async () => {
  for (const element of charts) {
    const { data, layout, config } = JSON.parse(element.nextElementSibling.textContent);
    await window.Plotly.newPlot(element, data, layout, {
      responsive: true,
      displaylogo: false,
      showSendToCloud: false,
      ...config,
    });
    // Until it is drawn an image; from then on it holds buttons, which an image may not.
    element.setAttribute('role', 'figure');
    element.before(...keyboardControls(element, layout));
  }
  document.documentElement.dataset.charts = 'drawn';
})();

/** A chart's menus and sliders for the keyboard, which does not reach Plotly's own; they are seen while one has the focus. */
function keyboardControls(chart, { updatemenus = [], sliders = [] }) {
  const menus = updatemenus.map((menu, k) => {
    const select = document.createElement('select');
    select.append(...menu.buttons.map(({ label }, i) => new Option(asPlain(label), i, i === menu.active)));
    return control(select, 'Choose what the chart below shows', () =>
      take(chart, menu.buttons[select.value], { [`updatemenus[${k}].active`]: Number(select.value) }),
    );
  });
  const ranges = sliders.map((slider, k) => {
    const range = document.createElement('input');
    Object.assign(range, { type: 'range', min: 0, max: slider.steps.length - 1, value: slider.active ?? 0 });
    const name = (slider.currentvalue?.prefix ?? 'Value').replace(/[ =:]+$/, '');
    return control(range, `${name} in the chart below`, () => {
      const step = slider.steps[range.value];
      range.setAttribute('aria-valuetext', step.label);
      return take(chart, step, { [`sliders[${k}].active`]: Number(range.value) });
    });
  });
  return [...menus, ...ranges];
}

/** What Plotly shows of a text in which signs of its markup were taken for what they are. */
function asPlain(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&#36;', '$');
}

function control(element, name, act) {
  element.className = 'by-keyboard';
  element.setAttribute('aria-label', name);
  element.addEventListener('input', act);
  return element;
}

/** Does what an entry of a menu or a step of a slider does, and shows it as the chosen one. */
async function take(chart, { method, args }, active) {
  await window.Plotly[method](chart, ...args);
  await window.Plotly.relayout(chart, active);
}

/** What is wider than its place scrolls, and the keyboard reaches what scrolls. */
function reachWhatScrolls() {
  for (const block of document.querySelectorAll('pre, .table, .wide'))
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
    else block.removeAttribute('tabindex');
}
reachWhatScrolls();
window.addEventListener('resize', reachWhatScrolls);
document.addEventListener('toggle', reachWhatScrolls, true);

// Plotly draws for the screen's width; on paper a chart has 680 pixels.
window.addEventListener('beforeprint', () => {
  for (const chart of charts) window.Plotly.relayout(chart, { width: 680 });
});
window.addEventListener('afterprint', () => {
  for (const chart of charts) window.Plotly.relayout(chart, { width: null, autosize: true });
});
