// Runs in a page with charts by Plotly, whose menus and sliders take the mouse alone: gives each chart a control for each of
// them that Tab reaches. It is seen while it has the focus, and does what the mouse would do to the chart.
(() => {
  if (window.fragilityReach) return;
  window.fragilityReach = true;
  const style = document.createElement('style');
  style.textContent = `.by-keyboard { position: absolute; inset: 0 auto auto 0; z-index: 1; font: inherit }
.by-keyboard:not(:focus-visible) { clip-path: inset(50%); pointer-events: none }`;
  document.head.append(style);

  let waiting = false;
  const look = () => {
    waiting = false;
    for (const chart of document.querySelectorAll('.js-plotly-plot')) reach(chart);
  };
  const lookSoon = () => {
    if (!waiting) setTimeout(look, 100);
    waiting = true;
  };
  new MutationObserver(lookSoon).observe(document.documentElement, { childList: true, subtree: true });
  lookSoon();

  function reach(chart) {
    const { updatemenus = [], sliders = [] } = chart.layout ?? {};
    if (updatemenus.length + sliders.length === 0 || chart.querySelector(':scope > .by-keyboard')) return;
    if (getComputedStyle(chart).position === 'static') chart.style.position = 'relative';
    chart.prepend(...updatemenus.map((_, k) => menu(chart, k)), ...sliders.map((_, k) => slider(chart, k)));
  }

  function menu(chart, k) {
    const now = () => chart._fullLayout.updatemenus[k];
    const select = document.createElement('select');
    select.append(
      ...chart.layout.updatemenus[k].buttons.map(({ label }, i) => new Option(asPlain(label), i)),
    );
    return control(
      select,
      'Choose what this chart shows',
      () => now().active,
      () => {
        const group = chart.querySelectorAll('.updatemenu-header-group')[k];
        const dropdown = now().type === 'dropdown';
        if (dropdown) press(group.querySelector('.updatemenu-header'), 'click');
        const entries = dropdown
          ? chart.querySelectorAll('.updatemenu-dropdown-button')
          : group.querySelectorAll('.updatemenu-button');
        press(entries[select.value], 'click');
      },
    );
  }

  function slider(chart, k) {
    const now = () => chart._fullLayout.sliders[k];
    const { steps, currentvalue } = chart.layout.sliders[k];
    const range = document.createElement('input');
    Object.assign(range, { type: 'range', min: 0, max: steps.length - 1 });
    const name = (currentvalue?.prefix ?? 'Value').replace(/[ =:]+$/, '');
    return control(
      range,
      `${name} in this chart`,
      () => now().active,
      () => {
        range.setAttribute('aria-valuetext', steps[range.value].label);
        const rail = chart.querySelectorAll('.slider-rail-touch-rect')[k];
        const { left, width } = rail.getBoundingClientRect();
        // The grip's way begins and ends this far inside the rail.
        const inset = 10;
        const clientX = left + inset + (width - 2 * inset) * (range.value / range.max);
        press(rail, 'mousedown', { clientX });
        press(chart, 'mouseup', { clientX });
      },
    );
  }

  /** What Plotly shows of a text in which signs of its markup were taken for what they are. */
  function asPlain(text) {
    return text.replaceAll('&lt;', '<').replaceAll('&#36;', '$');
  }

  function control(element, name, now, act) {
    element.className = 'by-keyboard';
    element.setAttribute('aria-label', name);
    // JupyterLab takes the arrow keys for its cells elsewhere.
    element.dataset.lmSuppressShortcuts = 'true';
    const follow = () => {
      element.value = now();
    };
    element.addEventListener('focus', follow);
    element.addEventListener('input', act);
    return element;
  }

  function press(element, type, more = {}) {
    element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, view: window, ...more }));
  }
})();
