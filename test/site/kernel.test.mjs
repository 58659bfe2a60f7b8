import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kernelSuite } from '../../scripts/kernel/suite.mjs';
import { codeCells, readNotebook, textOf } from '../../scripts/notebooks/notebook.mjs';
import { at } from '../../scripts/paths.mjs';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { ownFolder } from '../../scripts/site/places.mjs';
import { converse } from './converse.mjs';
import { Site, SiteNotebook } from './site-notebook.mjs';

const executablePath = findChromium();
const built = existsSync(`${ownFolder}/index.json`);
if (!executablePath) console.log('skipped: no Chromium to open the site with');
if (!built) console.log('skipped: the site is not built (npm run site does it)');

describe.skipIf(!executablePath || !built)('the kernel of the site', () => {
  let site;
  let notebook;
  const printed = (outputs) => outputs.map(({ text }) => text);

  beforeAll(async () => {
    site = await Site.open(executablePath);
    notebook = await SiteNotebook.open(site, await site.visitor(), 'rq2-train-and-test-recall.ipynb');
  }, 200_000);

  afterAll(() => site?.close());

  describe('as every kernel of the notebooks', () => {
    kernelSuite((batches) => converse(notebook, batches), 'function coverage(embedding: cf.Embedding');
  });

  it('checks types across cells, and lets a variable of an earlier cell change but no constant', async () => {
    const [, changed, constant] = await notebook.run(['let n = 1; const k = 2;', 'n++; n', 'k = 3;']);
    expect(printed(changed)).toEqual(['2\n']);
    expect(constant[0].evalue).toBe("Cannot assign to 'k' because it is a constant.");
  }, 120_000);

  it('says what is wrong with a run that is not there, and with a file that is none', async () => {
    const prepare = "import * as cf from 'cnn-fragility';";
    const failureOf = async (code) => (await notebook.run([prepare, code]))[1][0].evalue;
    expect(await failureOf("await cf.loadRun('no-such-run');")).toContain('no-such-run');
    await notebook.upload('none.npz', 'this is no archive');
    expect(await failureOf("await cf.importEmbeddings({ file: 'none.npz' });")).toMatch(
      /got .*, expected what numpy.savez writes/,
    );
    const absent = "\nawait cf.importEmbeddings({ file: 'absent.npz' });";
    const [, [{ traceback }]] = await notebook.run([prepare, absent]);
    expect(traceback[1]).toMatch(/^cell \[\d+\], line 2: await cf\.importEmbeddings/);
    expect((await notebook.run(['1 + 1'])).map(printed)).toEqual([['2\n']]);
  }, 240_000);

  it('bounds what a cell prints, and says what it left out', async () => {
    const [outputs] = await notebook.run(['for (let i = 0; i < 100000; i++) console.log("line " + i);']);
    expect(printed(outputs).at(-1)).toMatch(/^\n\[Left out: 8,081 lines .*1,000,000 characters\.\]\n$/);
  }, 120_000);

  it('stops a cell that never ends, says that its variables are gone, and runs the next', async () => {
    const stopped = notebook.run(['const z = 1;\nfor (;;) {}']);
    await notebook.begun();
    await sleep(3000);
    await notebook.interrupt();
    expect((await stopped)[0][0]).toMatchObject({
      ename: 'Interrupted',
      evalue: expect.stringContaining('all variables are gone'),
    });
    expect((await notebook.run(['z']))[0][0].evalue).toBe("Cannot find name 'z'.");
    expect((await notebook.run(['1 + 1'])).map(printed)).toEqual([['2\n']]);
  }, 120_000);

  it('runs the first cells of a notebook, up to its first table', async () => {
    const file = at('notebooks', 'rq2-train-and-test-recall.ipynb');
    const codes = codeCells(readNotebook(file)).map(textOf);
    const outputs = await notebook.run(codes.slice(0, 3));
    expect(outputs.flat().filter(({ output_type: type }) => type === 'error')).toEqual([]);
    expect(outputs.at(-1)[0].data['text/html']).toContain('<table>');
  }, 240_000);

  it('says nothing on the console, and asks no other address', () => {
    expect([notebook.problems, notebook.outside, site.missing]).toEqual([[], [], []]);
  });
});
