import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, jupyterEnv, python } from '../paths.mjs';
import { jupyterSettings } from '../setup/jupyter-settings.mjs';
import { errorOf, kernelSuite, printed } from './suite.mjs';

/** @import { Answer } from './suite.mjs' */

const ready = existsSync(python) && jupyterSettings.isDone();
if (!ready) console.log('skipped: the kernel is not set up (npm test does it)');

/**
 * What a kernel answers to batches of requests; see converse.py.
 *
 * @param {unknown[][]} requests
 * @param {string[]} folder
 * @returns {Promise<Answer[][]>}
 */
async function converse(requests, ...folder) {
  /** @type {import('node:child_process').SpawnSyncOptionsWithStringEncoding} */
  const options = {
    input: JSON.stringify(requests),
    env: { ...process.env, ...jupyterEnv },
    encoding: 'utf8',
    timeout: 230_000,
  };
  const { stdout, stderr } = spawnSync(python, [at('scripts', 'kernel', 'converse.py'), ...folder], options);
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe.skipIf(!ready)("the notebooks' kernel", () => {
  kernelSuite(converse, 'function coverage(embedding: Embedding, head: Head, Ks: readonly number[]');

  it('is interrupted until the cell is answered: a timer that it left may begin what never ends', async () => {
    const code = [
      "setTimeout(() => process.kill(process.pid, 'SIGINT'), 1);",
      'setTimeout(() => { while (true) {} }, 15);',
      'await new Promise(() => {});',
    ].join('\n');
    const [[cell], [next]] = await converse([[code], ['console.log(1 + 1)']]);
    expect([cell.status, errorOf(cell)?.ename]).toEqual(['error', 'Interrupted']);
    expect(printed(next)).toBe('2\n');
  }, 240_000);

  it('ends, and says why, where it cannot listen', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (taken.address());
    const folder = mkdtempSync(join(tmpdir(), 'connection-'));
    const file = join(folder, 'connection.json');
    const ports = Object.fromEntries(
      ['shell', 'iopub', 'stdin', 'control', 'hb'].map((name) => [`${name}_port`, port]),
    );
    writeFileSync(file, JSON.stringify({ ...ports, transport: 'tcp', ip: '127.0.0.1', key: 'key' }));
    const args = [at('scripts', 'kernel', 'start.mjs'), '--config-path', file];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 100_000 });
    rmSync(folder, { recursive: true });
    taken.close();
    expect(status).toBe(1);
    expect(stderr).toContain(
      `The kernel ends, for it cannot listen at tcp://127.0.0.1:${port}: Address already in use.`,
    );
  }, 240_000);

  it('finds the packages of this clone from any folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    const code =
      "import * as cf from 'cnn-fragility';\nimport { table } from 'arquero';\nimport { Series } from 'danfojs-node';\n" +
      'console.log(typeof cf.show, table({ a: [1] }).numRows(), new Series([1, 2]).sum());';
    const [[cell]] = await converse([[code]], folder);
    rmSync(folder, { recursive: true });
    expect([cell.status, errorOf(cell)]).toEqual(['ok', undefined]);
    expect(printed(cell)).toBe('function 1 3\n');
  }, 240_000);

  it('keeps the types of the library from cell to cell in any folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    const cells = [
      "import * as cf from 'cnn-fragility';\nimport { table } from 'arquero';\nimport { DataFrame } from 'danfojs-node';",
      'const runs = cf.loadRuns();\nconst few = table({ a: [1] });\nconst frame = new DataFrame({ a: [1] });',
      'console.log(typeof (await runs), few.numRows(), frame.shape[0]);',
      'few.nonsense();',
      'const known = await runs;\nknown.nonsense();',
    ];
    const replies = await converse(
      cells.map((code) => [code]),
      folder,
    );
    rmSync(folder, { recursive: true });
    expect(replies.map(([cell]) => cell.status)).toEqual(['ok', 'ok', 'ok', 'error', 'error']);
    expect(printed(replies[2][0])).toBe('object 1 1\n');
    expect(errorOf(replies[3][0])?.evalue).toContain("Property 'nonsense' does not exist");
  }, 240_000);

  it('goes on when a package is installed anew behind it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'packages-'));
    const file = (/** @type {string} */ name) => join(folder, 'node_modules', 'pkg', name);
    const about = { name: 'pkg', main: 'index.js', types: 'index.d.ts' };
    mkdirSync(file('.'), { recursive: true });
    writeFileSync(file('package.json'), JSON.stringify(about));
    writeFileSync(file('index.js'), 'exports.a = 1;');
    writeFileSync(file('index.d.ts'), 'export const a: number;');
    const wait = 'await new Promise((done) => setTimeout(done, 1000));';
    /** @param {string} name @param {string} text */
    const rewrite = (name, text) =>
      `writeFileSync(${JSON.stringify(file(name))}, ${JSON.stringify(text)});\n${wait}`;
    const install = [
      "import { writeFileSync } from 'node:fs';",
      rewrite('index.d.ts', 'export const a: number; export const b: number;'),
      rewrite('package.json', JSON.stringify({ ...about, version: '2.0.0' })),
    ].join('\n');
    const cells = ["import { a } from 'pkg';\nconsole.log(a);", install, 'console.log(a + 1)'];
    const replies = await converse(
      cells.map((code) => [code]),
      folder,
    );
    rmSync(folder, { recursive: true });
    expect(replies.flat().map((cell) => [cell.status, printed(cell)])).toEqual([
      ['ok', '1\n'],
      ['ok', ''],
      ['ok', '2\n'],
    ]);
  }, 240_000);
});
