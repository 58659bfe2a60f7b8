import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { ownFolder } from '../../scripts/site/places.mjs';
import { Site, SiteNotebook } from './site-notebook.mjs';

const executablePath = findChromium();
const built = existsSync(`${ownFolder}/index.json`);
if (!executablePath) console.log('skipped: no Chromium to open the site with');
if (!built) console.log('skipped: the site is not built (npm run site does it)');

/** Largest relative difference of a loss within 20 steps: float32, summed in another order. */
const TOLERANCE = 1e-3;

/** The losses of 20 epochs of one batch each: of 20 steps, small ones, for after large ones any two roundings part company. */
const LOSSES = async (cf) => {
  const images = cf.data.shapes({ classes: 3, perClass: [8, 5, 3], testPerClass: 2, size: 16 });
  const { history } = await cf.train.trainLive(images, {
    epochs: 20,
    batchSize: 16,
    trainRecallEvery: 20,
    learningRate: 0.01,
  });
  return history.map(({ loss }) => loss);
};

/** A browser's backends, and the arguments with which Chromium offers them. */
const BACKENDS = {
  wasm: [],
  webgpu: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
};

describe.skipIf(!executablePath || !built)('training in a browser', () => {
  let native;

  beforeAll(async () => {
    const cf = createRequire(import.meta.url)('cnn-fragility');
    const { description } = await cf.train.startBackend();
    console.log(`  here: ${description}`);
    native = await LOSSES(cf);
  }, 600_000);

  describe.each(Object.entries(BACKENDS))('with %s', (name, args) => {
    let site;

    afterAll(() => site?.close());

    it('has the losses of the native backend for 20 steps, and says what computes', async () => {
      site = await Site.open(executablePath, { isolated: true, args });
      const notebook = await SiteNotebook.open(site, await site.visitor(), 'explore.ipynb');
      const cells = [
        `import * as cf from 'cnn-fragility';\n(await cf.train.startBackend('${name}')).description`,
        `const began = performance.now();\nconst losses = await (${LOSSES})(cf as any);\nconsole.log(JSON.stringify([performance.now() - began, losses]));`,
      ];
      const outputs = await notebook.run(cells);
      const printed = outputs.map((all) => all.map(({ text, evalue }) => text ?? evalue).join(''));
      const [description, text] = printed;
      const [milliseconds, losses] = JSON.parse(text);
      const apart = losses.map((loss, k) => Math.abs(loss - native[k]) / native[k]);
      console.log(`  ${description.trim()}: ${(milliseconds / 1000).toFixed(1)} s`);
      console.log(`  losses differ by up to ${Math.max(...apart).toExponential(1)} of themselves`);
      expect(losses.length).toBe(20);
      expect(Math.max(...apart)).toBeLessThan(TOLERANCE);
      expect(notebook.problems).toEqual([]);
    }, 1_200_000);
  });
});
