import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../scripts/paths.mjs';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { ownFolder } from '../../scripts/site/places.mjs';
import { executedNotebooks } from '../notebooks/executed.mjs';
import { differences, sayTheSame, trainedCells } from './notebook-differences.mjs';
import { Site, SiteNotebook } from './site-notebook.mjs';

const executablePath = findChromium();
const built = existsSync(`${ownFolder}/index.json`);
if (!executablePath) console.log('skipped: no Chromium to open the site with');
if (!built) console.log('skipped: the site is not built (npm run site does it)');
const executed = executedNotebooks();

/**
 * In the chart of a training, its loss in the first epoch, and how far it may be from Node's, relatively: later ones part
 * company.
 */
const FIRST_LOSS = /\/data\/0\/y\/0$/;
const TOLERANCE = 1e-3;
/** Differences of trained networks that are printed. */
const SHOWN = 10;

/** The notebooks as they came out of the browser, to be looked at. */
const results = at('.cache', 'site', 'notebooks');

describe.skipIf(!executablePath || !built)('the notebooks in a browser', () => {
  let site;

  beforeAll(async () => {
    site = await Site.open(executablePath, { isolated: true });
  }, 60_000);

  afterAll(() => site?.close());

  describe.each(executed)('$name', ({ name, notebook }) => {
    let open;
    let saved;

    beforeAll(async () => {
      const bytes = site.bytes;
      open = await SiteNotebook.open(site, await site.visitor(), `${name}.ipynb`);
      const seconds = await open.runAll();
      saved = await open.saved();
      mkdirSync(results, { recursive: true });
      writeFileSync(join(results, `${name}.ipynb`), JSON.stringify(saved));
      await open.page.screenshot({ path: join(results, `${name}.png`) });
      const [megabytes, memory] = [(site.bytes - bytes) / 1e6, await site.peakMemory()];
      console.log(
        `  ${name}: ${seconds.toFixed(1)} s, ${megabytes.toFixed(1)} MB fetched, ${memory.toFixed(0)} MiB`,
      );
    }, 1_800_000);

    afterAll(() => open?.page.context().close());

    it('runs every cell, and none says an error', () => {
      const outputs = saved.cells.flatMap((cell) => cell.outputs ?? []);
      expect(outputs.filter((o) => o.output_type === 'error' || o.name === 'stderr')).toEqual([]);
    });

    it('leaves no error in the console, and asks no other address', () => {
      expect([open.problems, open.outside, site.missing]).toEqual([[], [], []]);
    });

    it.skipIf(!notebook)('shows what the notebook shows in Node', () => {
      const trained = trainedCells(notebook);
      const all = differences(saved, notebook);
      expect(all.filter(({ id }) => !trained.has(id))).toEqual([]);
      const ofTraining = all.filter(({ id }) => trained.has(id));
      for (const { id, path, here, there } of ofTraining.slice(0, SHOWN))
        console.log(`  ${id}${path}: ${JSON.stringify(here)}, in Node ${JSON.stringify(there)}`);
      expect(ofTraining.filter((found) => !sayTheSame(found))).toEqual([]);
      const followed = notebook.cells.filter(({ source }) =>
        [source].flat().join('').includes('liveTraining('),
      );
      for (const { id, path, here, there } of ofTraining)
        if (FIRST_LOSS.test(path) && followed.some((cell) => cell.id === id))
          expect(Math.abs(here - there) / there).toBeLessThan(TOLERANCE);
    });
  });
});
