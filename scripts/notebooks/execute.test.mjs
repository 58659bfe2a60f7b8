import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, python } from '../paths.mjs';
import { jupyterSettings } from '../setup/jupyter-settings.mjs';
import { executeAll, executeOne, reportLine } from './execute.mjs';
import { joined, readNotebook } from './notebook.mjs';

/** @import { Result } from './execute.mjs' */

const ready = existsSync(python) && jupyterSettings.isDone();
if (!ready) console.log('skipped: the kernel is not set up (npm test does it)');

describe.skipIf(!ready)('executing notebooks', () => {
  /** @type {string} */
  let folder;
  /** @type {Result[]} */
  let results;

  beforeAll(async () => {
    mkdirSync(at('.cache'), { recursive: true });
    folder = mkdtempSync(at('.cache', 'test-notebooks-'));
    const sources = [
      write('good', ['# Two cells', ['console.log(1 + 1);'], ['const x = 3;\nx']]),
      write('bad', [
        ['const rows = [];'],
        '## Then',
        ['// takes the first\n\nrows[0].size;'],
        ['console.log("x")'],
      ]),
      write('dying', [['process.exit(3);']]),
      write('killed', [['2 + 2'], ["process.kill(process.pid, 'SIGABRT');"]]),
    ];
    results = await executeAll(sources, () => {}, join(folder, 'out'));
  }, 180_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Cells: text is Markdown, `[text]` code. @param {string} name @param {(string | [code: string])[]} cells */
  function write(name, cells) {
    const file = join(folder, `${name}.ipynb`);
    const kernelspec = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };
    writeFileSync(
      file,
      JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells: cells.map(cell) }),
    );
    return file;
  }

  /** @param {string | [code: string]} source @param {number} i */
  function cell(source, i) {
    const common = { id: `cell-${i}`, metadata: {} };
    if (typeof source === 'string') return { ...common, cell_type: 'markdown', source };
    return { ...common, cell_type: 'code', source: source[0], execution_count: null, outputs: [] };
  }

  const executed = (/** @type {number} */ i) => readNotebook(results[i].target).cells;

  it('keeps outputs and counts of a notebook that runs', () => {
    expect(results[0]).toMatchObject({ name: 'good', failure: null });
    const [, first, second] = executed(0);
    expect([first.execution_count, second.execution_count]).toEqual([1, 2]);
    expect(joined(first.outputs?.[0].text ?? '')).toBe('2\n');
  });

  it('names notebook, code cell, error and line of one that fails, and keeps what it got to', () => {
    expect(results[1].failure).toEqual({
      cell: 2,
      name: 'TypeError',
      message: "Cannot read properties of undefined (reading 'size')",
      detail: ['cell [2], line 3: rows[0].size;'],
    });
    expect(reportLine(results[1])).toContain('bad, cell [2]: TypeError: Cannot read');
    expect(executed(1)[2].outputs?.[0].output_type).toBe('error');
    expect(executed(1)[3].execution_count).toBeNull();
  });

  it('notices that a kernel died, and tells how', () => {
    expect(results[2].failure).toMatchObject({
      cell: 1,
      name: 'DeadKernel',
      message: 'Kernel died, exit code 3',
    });
    expect(results[3].failure).toMatchObject({ cell: 2, message: 'Kernel died, killed by SIGABRT' });
  });

  it('stops a cell that does not end, goes on behind it, and waits for nothing that a cell has left', async () => {
    const sleeper = "spawn('sleep', ['100'], { detached: true, stdio: 'inherit' })";
    const source = write('endless', [
      [
        `import { spawn } from 'child_process';\nconst left = ${sleeper};\nleft.unref();\nconsole.log(left.pid);`,
      ],
      ['while (true) {}'],
      ['await new Promise(() => {});'],
      ['1 + 1'],
    ]);
    const target = join(folder, 'out', 'endless.ipynb');
    const env = { FRAGILITY_KEEP_GOING: '1', FRAGILITY_NOTEBOOK_LIMIT: '20' };
    const { seconds, failure } = await executeOne(source, target, env);
    expect(failure).toMatchObject({ cell: 2, name: 'Interrupted' });
    expect(seconds).toBeLessThan(60);
    const outputs = readNotebook(target).cells.map((cell) => cell.outputs ?? []);
    expect(outputs.slice(1, 3).map(([{ ename }]) => ename)).toEqual(['Interrupted', 'Interrupted']);
    expect(outputs[3]).toHaveLength(1);
    const pid = Number(joined(outputs[0][0].text ?? ''));
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 30_000 }).toBe(false);
  }, 120_000);

  it('leaves the sources as they were', () => {
    expect(readNotebook(join(folder, 'good.ipynb')).cells[1].outputs).toEqual([]);
  });
});
