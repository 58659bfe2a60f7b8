// Seconds of each code cell of a notebook in the browser, by the cell's id, as JSON: `measure-cells.mjs NAME`. `kernel`: from when
// the kernel's worker begins it to when it has answered; `page`: from when the page says that it runs to when the page has heard
// of its end, with what JupyterLab draws meanwhile.
import { cellsThatRun } from '../../scripts/notebooks/notebook.mjs';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { Site, SiteNotebook } from './site-notebook.mjs';

const [name] = process.argv.slice(2);
const site = await Site.open(findChromium(), { isolated: true });
try {
  const notebook = await SiteNotebook.open(site, await site.visitor(), `${name}.ipynb`);
  await notebook.page.evaluate(() => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    window.cellTimes = new Map();
    kernel.iopubMessage.connect((_, { header, parent_header: { msg_id: cell }, content }) => {
      if (header.msg_type === 'execute_input') window.cellTimes.set(cell, { began: performance.now() });
      const time = window.cellTimes.get(cell);
      if (time && content.execution_state === 'idle') time.ended = performance.now();
    });
  });
  await notebook.runAll();
  const page = await notebook.page.evaluate(() =>
    [...window.cellTimes.values()].map(({ began, ended }) => (ended - began) / 1000),
  );
  const kernel = await notebook.kernelSeconds();
  const cells = cellsThatRun(await notebook.saved());
  for (const times of [page, kernel])
    if (cells.length !== times.length) throw new Error(`${times.length} of ${cells.length} cells ran`);
  const seconds = cells.map(({ id }, i) => [id, { kernel: kernel[i], page: page[i] }]);
  console.log(JSON.stringify({ chromium: site.browser.version(), seconds: Object.fromEntries(seconds) }));
} finally {
  await site.close();
}
