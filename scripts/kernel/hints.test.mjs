import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { sayingWhereSortingStops } from './danfo.mjs';
import { whereDefined } from './definitions.mjs';
import { describeFailure } from './failure.mjs';

const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'hints-'));
const notebook = join(folder, 'n.ipynb');
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(
  notebook,
  JSON.stringify({
    cells: [
      { cell_type: 'markdown', source: '# cf' },
      {
        cell_type: 'code',
        source: ["import * as cf from 'cnn-fragility';\n", "import { op } from 'arquero';"],
      },
      { cell_type: 'code', source: 'f();\nconst { train, test: [first] } = await load();' },
      { cell_type: 'code', source: 'function draw(x) { const inner = 1; }\nclass Run {}' },
    ],
  }),
);

it('says which cell of the notebook defines a name', () => {
  const run = 'run that first (Run > Run All Above Selected Cell).';
  expect(whereDefined('cf', notebook)).toBe(
    `\`cf\` is defined in code cell 1, \`import * as cf from 'cnn-fragility';\`: ${run}`,
  );
  expect(whereDefined('op', notebook)).toContain("code cell 1, `import { op } from 'arquero';`");
  for (const name of ['train', 'first'])
    expect(whereDefined(name, notebook)).toContain(
      'code cell 2, `const { train, test: [first] } = await load();`',
    );
  for (const name of ['draw', 'Run']) expect(whereDefined(name, notebook)).toContain('code cell 3');
  for (const name of ['inner', 'test', 'nothing']) expect(whereDefined(name, notebook)).toBeNull();
  expect(whereDefined('cf', join(folder, 'none.ipynb'))).toMatch(
    /^If a cell above defines `cf`, run that first/,
  );
});

it('leaves out advice on installing types, and says what helps', () => {
  const text =
    "Cannot find name 'test'. Do you need to install type definitions for a test runner? Try `npm i …`.";
  const { evalue, traceback } = describeFailure([['%s%d:%d - %s', '', 1, 1, text]], 'test.n');
  expect(evalue).toBe("Cannot find name 'test'.");
  expect(traceback.at(-1)).toMatch(/^If a cell above defines `test`/);
});

it('says how to use a variable in an Arquero expression', () => {
  const { table } = require('arquero');
  const k = 3;
  /** @param {(d: { a: number }) => unknown} expression */
  const hintOf = (expression) => {
    try {
      table({ a: [1] }).filter(expression);
    } catch (error) {
      return describeFailure([[error]], '').traceback.at(-1);
    }
  };
  expect(hintOf((d) => d.a > k)).toContain('table.params({ k })');
  expect(hintOf((d) => d?.a > 1)).toContain('no `?.`');
  expect(hintOf((d) => new Date(d.a))).toContain('escape((d) => …)');
});

it('says that Danfo sorts wrongly around NaN', () => {
  const danfo = require('danfojs-node');
  sayingWhereSortingStops(danfo);
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const frame = new danfo.DataFrame({ a: [2, Number.NaN, 1], b: [3, 1, 2] });
  expect(frame.sortValues('b').b.values).toEqual([1, 2, 3]);
  expect(warn).not.toHaveBeenCalled();
  frame.sortValues('a');
  expect(warn.mock.calls[0].join(' ')).toContain(
    'of which there are 1: the order is wrong. Leave those rows out',
  );
  const rows = frame.a.values.map((/** @type {number} */ v) => !Number.isNaN(v));
  expect(frame.loc({ rows }).sortValues('a').a.values).toEqual([1, 2]);
});
