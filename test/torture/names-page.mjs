// A notebook that shows ten names wherever there is a way, as a page of the report, and what in it is more than text.

import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { at } from '../../scripts/paths.mjs';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../lib/dist/${path}`);

export const PLACES = [
  'charts',
  'titles',
  'tables',
  'Markdown',
  'errors and lines',
  'the explorer',
  'the whole page',
];

/** The figures of the gallery and twins for the explorer, which are TypeScript. */
async function figures() {
  const contents =
    "export { classNames, gallery } from './plot/gallery'; export { twins } from './explorer-twins';";
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: at('test'), loader: 'ts' },
    ...{
      bundle: true,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
      write: false,
      logLevel: 'error',
    },
  });
  const module = { exports: {} };
  const call = new Function('module', 'exports', 'require', '__filename', outputFiles[0].text);
  const ofLibrary = at('lib', 'package.json');
  call(module, module.exports, createRequire(ofLibrary), ofLibrary);
  return module.exports;
}

const shown = (data) => ({ output_type: 'display_data', metadata: {}, data });

/** Cells a place, with the names in all that they show. */
export async function notebookOf(names) {
  const { classNames, gallery, twins } = await figures();
  classNames.splice(0, classNames.length, ...names);
  const { render } = dist('notebook/render');
  const { md } = dist('notebook/markdown');
  const plot = dist('plot');
  const { Checked } = dist('exercises/card');
  const { explorer } = dist('notebook/explorer/explorer');
  const bars = (name, k) =>
    plot.classBars(
      {
        classNames: ['a', 'b'],
        quantity: name || 'q',
        series: [{ name, values: [1, 2] }],
        reference: { value: k, name },
      },
      { title: name },
    );
  const card = new Checked({
    exercise: 'x',
    state: 'failed',
    title: names[0],
    facts: [names.slice(1, 3)],
    remarks: names,
  });
  const named = { ...twins.imbalanced, classNames: names.slice(0, 2) };
  const explored = await explorer({ imbalanced: named });
  const error = { output_type: 'error', ename: names[3], evalue: names[4], traceback: names };
  const stream = { output_type: 'stream', name: 'stdout', text: names.map((name) => `${name}\n`) };
  const outputs = {
    charts: Object.values(gallery).map((draw) => shown(render(draw()))),
    titles: [
      ...names.map((name, k) => shown(render(bars(name, k)))),
      shown(render(dist('plot/kit/pick').pick(picked(names, bars)))),
    ],
    tables: [
      shown(
        render(
          names.map((name) => ({ name, [name]: name })),
          { caption: names[0] },
        ),
      ),
      shown(card.bundle),
      shown(render(named)),
    ],
    Markdown: [
      shown(
        render(
          md`Of **${names[0]}**, *${names[1]}*, [${names[2]}](#x): ${names}.\n\n* ${names[3]}\n\n| ${names[4]} | b |\n|---|---|\n| ${names[5]} | ${names[6]} |`,
        ),
      ),
    ],
    'errors and lines': [error, stream],
    'the explorer': [shown(explored.bundle)],
  };
  const cells = Object.entries(outputs).flatMap(([place, all]) => [
    { cell_type: 'markdown', source: `## ${place}` },
    { cell_type: 'code', source: names.join('\n'), execution_count: 1, outputs: all },
  ]);
  return { cells: [{ cell_type: 'markdown', source: '# Names' }, ...cells] };
}

function picked(names, bars) {
  return Object.fromEntries(names.map((name, k) => [`${k} ${name}`, bars(name, k)]));
}

/** What on the page is more than text, `{ place, how }` each. */
export async function lostOnPage(browser, address) {
  // Without the page’s policy, which would hide what gets through.
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  const lost = [];
  const whole = (how) => lost.push({ place: 'the whole page', how });
  page.on('pageerror', (error) => whole(`error: ${error.message}`));
  page.on('dialog', (dialog) => dialog.dismiss());
  page.on('request', (request) => {
    if (!/^(file|data|blob|about):/.test(request.url())) whole(`request: ${request.url()}`);
  });
  page.on('framenavigated', (frame) => {
    if (!/^(file:|about:)/.test(frame.url())) whole(`leads to ${frame.url()}`);
  });
  try {
    await page.goto(address, { timeout: 60_000 });
    await page.waitForSelector('html[data-charts=drawn]', { timeout: 60_000 });
    await page.frameLocator('iframe.embedding-explorer').locator('svg').first().waitFor({ timeout: 20_000 });
    await page.evaluate(hoverAll);
    lost.push(...(await page.evaluate(foreignElements, PLACES)));
    for (const frame of page.frames()) {
      if (await frame.evaluate(() => Boolean(Reflect.get(globalThis, 'hit')))) whole('a script ran');
    }
    const inFrame = page
      .frameLocator('iframe.embedding-explorer')
      .locator('a, img:not([src^="data:"]), form, iframe, [onload], [onerror]');
    if ((await inFrame.count()) > 0)
      lost.push({ place: 'the explorer', how: await inFrame.first().evaluate((e) => e.outerHTML) });
  } catch (error) {
    whole(String(error.message).split('\n')[0]);
  } finally {
    await context.close();
  }
  return lost;
}

/** Runs in the page: shows the hover texts of every chart. */
function hoverAll() {
  for (const chart of document.querySelectorAll('.js-plotly-plot')) {
    const places = Reflect.get(chart, 'data').map(({ xaxis = 'x', yaxis = 'y' }) => `${xaxis}${yaxis}`);
    for (const place of new Set(places)) {
      const points = places.flatMap((one, curveNumber) =>
        one === place ? [{ curveNumber, pointNumber: 0 }] : [],
      );
      try {
        Reflect.get(globalThis, 'Plotly').Fx.hover(chart, points, place);
      } catch {
        // Of traces without points.
      }
    }
  }
}

/** Runs in the page: elements that no output of ours has. */
function foreignElements(places) {
  const lost = [];
  const sections = new Map();
  for (const heading of document.querySelectorAll('main h2')) {
    const place = places.find((name) => name === heading.textContent);
    if (place) sections.set(place, heading.nextElementSibling);
  }
  const isForeign = (e) =>
    [...e.attributes].some(({ name }) => name.startsWith('on')) ||
    ['OBJECT', 'EMBED', 'FORM', 'BASE', 'META', 'MATH', 'AUDIO', 'VIDEO'].includes(e.tagName) ||
    (e.tagName === 'SCRIPT' && e.type !== 'application/json') ||
    (e.tagName === 'IMG' && !/^data:image/.test(e.getAttribute('src') ?? '')) ||
    (e.tagName === 'IFRAME' && !e.classList.contains('embedding-explorer')) ||
    (/^a$/i.test(e.tagName) && !/^#/.test(e.getAttribute('href') ?? e.getAttribute('xlink:href') ?? '#')) ||
    (e.tagName === 'tspan' && /400px/.test(e.getAttribute('style') ?? ''));
  for (const [place, section] of sections) {
    const found = [...section.querySelectorAll('*')].filter(isForeign);
    for (const e of found) lost.push({ place, how: e.outerHTML.slice(0, 200) });
    const charts = [...section.querySelectorAll('.chart')];
    const drawn = charts.filter((chart) => chart.querySelector('.main-svg'));
    if (drawn.length < charts.length)
      lost.push({ place, how: `${charts.length - drawn.length} charts are not drawn` });
  }
  for (const place of places.slice(0, -1))
    if (!sections.has(place)) lost.push({ place, how: 'nothing of it is on the page' });
  return lost;
}
