import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { ownFolder } from '../../scripts/site/places.mjs';
import { Site, SiteNotebook } from './site-notebook.mjs';

const executablePath = findChromium();
const built = existsSync(`${ownFolder}/index.json`);
if (!executablePath) console.log('skipped: no Chromium to open the site with');
if (!built) console.log('skipped: the site is not built (npm run site does it)');

const BYTES = Buffer.from(Uint8Array.from({ length: 6_500_000 }, (_, i) => (i * i * 31) % 253));
const ARCHIVE = 'cifar-10-binary.tar.gz';
const SET = ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch'];

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** An archive laid out as CIFAR-10's, whose files are of three bytes. */
function archive() {
  const above = mkdtempSync(join(tmpdir(), 'archive-'));
  const folder = join(above, 'cifar-10-batches-bin');
  mkdirSync(folder);
  for (const name of SET) writeFileSync(join(folder, `${name}.bin`), 'cut');
  execFileSync('tar', ['-czf', join(above, ARCHIVE), '-C', above, 'cifar-10-batches-bin']);
  const bytes = readFileSync(join(above, ARCHIVE));
  rmSync(above, { recursive: true });
  return bytes;
}

/** What the browser keeps of a file: a blob, or a text. */
const kindKept = (path) =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('CNN fragility: files');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asked = opening.result.transaction('files').objectStore('files').get(path);
      asked.onsuccess = () => resolve(asked.result?.content?.constructor.name ?? 'nothing');
    };
  });

describe.skipIf(!executablePath || !built)('a large file in the file browser', () => {
  let site;
  let notebook;

  beforeAll(async () => {
    site = await Site.open(executablePath);
    notebook = await SiteNotebook.open(site, await site.visitor(), 'explore.ipynb');
  }, 600_000);

  afterAll(() => site?.close());

  const contents = (does, ...given) =>
    notebook.page.evaluate(
      ([what, all]) => window.jupyterapp.serviceManager.contents[what](...all),
      [does, given],
    );
  const printed = async (...lines) => {
    const [outputs] = await notebook.run([["import * as cf from 'cnn-fragility';", ...lines].join('\n')]);
    return outputs
      .map(({ text, evalue }) => text ?? evalue)
      .join('')
      .trim();
  };
  const downloaded = async (path) => {
    const url = await contents('getDownloadUrl', path);
    const base64 = await notebook.page.evaluate(async (from) => {
      const bytes = new Uint8Array(await (await fetch(from)).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    }, url);
    return Buffer.from(base64, 'base64');
  };

  it('is uploaded as it is, listed with its size, and kept as a blob', async () => {
    await notebook.upload('numbers.bin', BYTES);
    expect((await contents('get', 'numbers.bin')).size).toBe(BYTES.length);
    expect(await notebook.page.evaluate(kindKept, 'numbers.bin')).toBe('Blob');
    expect(sha256(await downloaded('numbers.bin'))).toBe(sha256(BYTES));
    const { content } = await contents('get', 'numbers.bin', { content: true, format: 'base64' });
    expect(sha256(Buffer.from(content, 'base64'))).toBe(sha256(BYTES));
  }, 120_000);

  it('stays so under another name, and as a copy', async () => {
    await contents('newUntitled', { type: 'directory' });
    await contents('copy', 'numbers.bin', 'Untitled Folder');
    await contents('rename', 'numbers.bin', 'others.bin');
    for (const path of ['others.bin', 'Untitled Folder/numbers.bin']) {
      expect(await notebook.page.evaluate(kindKept, path)).toBe('Blob');
      expect(sha256(await downloaded(path))).toBe(sha256(BYTES));
    }
    expect(await notebook.page.evaluate(kindKept, 'numbers.bin')).toBe('nothing');
  }, 120_000);

  it('is unpacked by the call that wants it, or said to be cut short', async () => {
    const whole = archive();
    await notebook.put(ARCHIVE, whole.subarray(0, whole.length - 20));
    expect(await printed('await cf.data.loadCifar10();')).toMatch(
      /cifar-10-binary.tar.gz: got an archive that does not unpack/,
    );
    await notebook.put(ARCHIVE, whole);
    expect(await printed('console.log(cf.data.findCifar10());')).toBe(`/${ARCHIVE}`);
    expect(await printed('await cf.data.loadCifar10();')).toMatch(
      'cifar-10-batches-bin/data_batch_1.bin: got 3 bytes, expected 30730000 bytes',
    );
    const { content } = await contents('get', '', { content: true });
    const names = content.map(({ name }) => name).filter((name) => name.startsWith('cifar'));
    expect(names.sort()).toEqual(['cifar-10-batches-bin', ARCHIVE]);
  }, 120_000);

  it('is no notebook: one that is uploaded in parts opens at once', async () => {
    const metadata = { long: 'x'.repeat(5_000_000) };
    await notebook.upload(
      'own.ipynb',
      JSON.stringify({ cells: [], metadata, nbformat: 4, nbformat_minor: 5 }),
    );
    const { type, content } = await contents('get', 'own.ipynb', { content: true, format: 'json' });
    expect([type, content.metadata.long.length]).toEqual(['notebook', 5_000_000]);
  }, 120_000);

  it('leaves no error in the console, and goes to no other address', () => {
    expect([notebook.problems, notebook.outside]).toEqual([[], []]);
  });
});
