import { expect } from 'vitest';

// What a hand does with a chart, with the real mouse. A busy machine may need long to draw.
const patience = { timeout: 60_000, interval: 100 };

/** Hovers over a chart's data until a label appears; returns its text, or '' if none of its traces has one. */
export async function hover(chart) {
  const label = chart.locator('.hoverlayer .hovertext');
  const places = await placesOfData(chart);
  // A chart that is being drawn anew misses a mouse that stands still: come again from outside.
  for (const position of [...places, ...places, ...places]) {
    await chart.hover({ position: { x: 1, y: 1 }, force: true });
    await chart.hover({ position, force: true });
    if (await appears(label)) return (await label.allTextContents()).join(' ');
  }
  return '';
}

/** Moves a slider to the end that it is farther from, and expects the chart to follow; returns the slider's new label. */
export async function slide(chart, index) {
  const rail = chart.locator('.slider-container').nth(index).locator('.slider-rail-touch-rect');
  const { active, labels } = await chart.evaluate((element, i) => {
    const { active, steps } = element._fullLayout.sliders[i];
    return { active, labels: steps.map(({ label }) => label) };
  }, index);
  const end = active < labels.length / 2 ? labels.length - 1 : 0;
  const { width, height } = await rail.boundingBox();
  await changes(chart, () =>
    rail.click({ position: { x: end ? width - 3 : 3, y: height / 2 }, force: true }),
  );
  const shown = chart.locator('.slider-container').nth(index).locator('.slider-label');
  await expect.poll(() => shown.first().textContent(), patience).toContain(labels[end]);
  return labels[end];
}

/** Takes another entry of a menu (drop-down or row of buttons), and expects the chart to follow; returns the entry. */
export async function choose(chart, index) {
  const { active, labels, dropdown } = await chart.evaluate((element, i) => {
    const { active, buttons, type } = element._fullLayout.updatemenus[i];
    return { active, labels: buttons.map(({ label }) => label), dropdown: type === 'dropdown' };
  }, index);
  const label = labels[active === labels.length - 1 ? 0 : labels.length - 1];
  const entry = (kind) => chart.locator(`.updatemenu-${kind}`, { hasText: label }).first();
  await changes(chart, async () => {
    if (dropdown) await chart.locator('.updatemenu-header').nth(index).click({ force: true });
    await entry(dropdown ? 'dropdown-button' : 'button').click({ force: true });
  });
  return label;
}

/** Reaches each menu and slider of a chart by Tab, moves it by an arrow key, and expects the chart to follow; says how many. */
export async function byKeyboard(chart) {
  const controls = chart.locator(':scope > .by-keyboard');
  const parts = await chart.evaluate(
    ({ _fullLayout: { sliders = [], updatemenus = [] } }) => sliders.length + updatemenus.length,
  );
  await expect.poll(() => controls.count(), patience).toBe(parts);
  const { keyboard } = chart.page();
  for (const control of await controls.all()) {
    await control.focus();
    await keyboard.press('Shift+Tab');
    await keyboard.press('Tab');
    expect(await control.evaluate((element) => element === document.activeElement)).toBe(true);
    const atEnd = await control.evaluate(
      ({ value, max, options }) => Number(value) === (max ? Number(max) : options.length - 1),
    );
    const isRange = (await control.getAttribute('type')) === 'range';
    await changes(chart, () =>
      keyboard.press(isRange ? (atEnd ? 'ArrowLeft' : 'ArrowRight') : atEnd ? 'ArrowUp' : 'ArrowDown'),
    );
    const shown = (element) => {
      const { sliders = [], updatemenus = [] } = element.parentElement._fullLayout;
      const all = [...updatemenus, ...sliders];
      return (
        all[[...element.parentElement.querySelectorAll(':scope > .by-keyboard')].indexOf(element)].active -
        element.value
      );
    };
    expect(await control.evaluate(shown)).toBe(0);
  }
  return parts;
}

/** Does something and expects that the chart looks different then. */
async function changes(chart, act) {
  const before = await looks(chart);
  await act();
  await expect.poll(() => looks(chart), { ...patience, message: 'the chart changes' }).not.toBe(before);
}

/** All shapes and words of a chart, but those of its sliders, menus and hover labels. */
function looks(chart) {
  return chart.evaluate((element) => {
    const parts = element.querySelectorAll(
      ':is(.cartesianlayer, .gtitle, .annotation) :is(path, image, text, .point)',
    );
    const look = (part) =>
      part.tagName === 'text'
        ? part.textContent
        : ['d', 'transform', 'style', 'href'].map((name) => part.getAttribute(name)).join(' ');
    return [...parts].map(look).join('\n');
  });
}

async function appears(label) {
  try {
    await label.first().waitFor({ timeout: 3000 });
    return true;
  } catch {
    return false;
  }
}

/**
 * A place of each trace that has hover labels, in pixels of the chart: the middle of its longest bar, its picture or one of its
 * points.
 */
function placesOfData(chart) {
  return chart.evaluate((element) => {
    const frame = element.getBoundingClientRect();
    const middle = (mark) => {
      const box = mark.getBoundingClientRect();
      return { x: box.x + box.width / 2 - frame.x, y: box.y + box.height / 2 - frame.y };
    };
    const bars = [...element.querySelectorAll('.bars .point path')].sort(
      (a, b) => b.getBoundingClientRect().height - a.getBoundingClientRect().height,
    );
    const pictures = [...element.querySelectorAll('.hm image, .im image')];
    const points = element._fullData
      .filter(
        ({ type, visible, hoverinfo }) => type === 'scatter' && visible === true && hoverinfo !== 'skip',
      )
      .map((trace) => {
        const layout = element._fullLayout;
        const [x, y] = [trace.xaxis, trace.yaxis].map((id) => layout[`${id[0]}axis${id.slice(1)}`]);
        const k = trace.y.findLastIndex((value, i) => value !== null && trace.x[i] !== null);
        return { x: x._offset + x.d2p(trace.x[k]), y: y._offset + y.d2p(trace.y[k]) };
      });
    const places = [...bars.slice(0, 2).map(middle), ...pictures.slice(0, 1).map(middle), ...points];
    return places.filter(({ x, y }) => x > 0 && y > 0 && x < frame.width && y < frame.height).slice(0, 8);
  });
}
