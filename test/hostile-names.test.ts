import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { marked } from 'marked';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listRuns } from '../lib/src/cli/list-runs';
import { shellWord } from '../lib/src/cli/output';
import { reportText } from '../lib/src/cli/report-text';
import { trainingCommand } from '../lib/src/cli/training-command';
import { importEmbeddings } from '../lib/src/embed/import';
import { UserError } from '../lib/src/errors';
import { Checked } from '../lib/src/exercises/card';
import { explorer } from '../lib/src/notebook/explorer/explorer';
import { md } from '../lib/src/notebook/markdown';
import { render } from '../lib/src/notebook/render';
import { show } from '../lib/src/notebook/show';
import { paperReport } from '../lib/src/paper/report';
import { tableCsv } from '../lib/src/table/csv';
import { printable } from '../lib/src/table/escape';
import { tableLatex } from '../lib/src/table/latex';
import { fromObjects } from '../lib/src/table/sources';
import { resolveConfig } from '../lib/src/train/config';
import { twins } from './explorer-twins';
import { randomRun } from './random-run';

/** A name that every medium would take for more than a name. */
const NAME =
  '=1+1|<img src=x onerror=alert(1)>"\'</script>[l](javascript:alert(1))`**b**_c_$d$&amp;\u001b[31m\u0007\u202e\r\n; touch x #$(touch y)\\input';

const home = mkdtempSync(join(tmpdir(), 'fragility-hostile-'));
afterAll(() => rmSync(home, { recursive: true }));

let printed = '';
beforeEach(() => {
  printed = '';
  vi.spyOn(console, 'log').mockImplementation((text: string) => {
    printed += `${text}\n`;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Tags in HTML, by their names. */
const tags = (html: string) => [...new Set([...html.matchAll(/<\/?(\w+)/g)].map(([, tag]) => tag))].sort();

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

const named = { ...twins.imbalanced, classNames: [NAME, NAME] };

it('HTML of tables holds no tag of it', () => {
  const rows = render([{ [NAME]: NAME }], { caption: NAME });
  for (const x of [rows, render(named), render({ ...paperReport(named, { setting: null, balance: null }) })])
    expect(tags(String(x['text/html']))).toEqual(
      ['figcaption', 'figure', 'table', 'tbody', 'td', 'th', 'thead', 'tr'].filter((tag) =>
        String(x['text/html']).includes(`<${tag}`),
      ),
    );
  const card = new Checked({
    exercise: 'x',
    state: 'failed',
    title: NAME,
    facts: [[NAME, NAME]],
    remarks: [NAME],
  });
  expect(tags(String(card.bundle['text/html']))).not.toContain('img');
});

it('the explorer holds no tag of it', async () => {
  const page = await explorer({ imbalanced: named });
  expect(String(page.bundle['text/html'])).not.toContain('<img src=x');
  expect(String(page.bundle['text/html'])).not.toContain('</script>[l]');
});

it('what is shown outside a notebook holds no control character of it', () => {
  show(`a ${NAME}`);
  show([{ [NAME]: NAME }]);
  expect(printed).not.toMatch(CONTROL);
});

it('Markdown makes nothing of it but text', async () => {
  const html = await marked.parse(md`A **${NAME}** class, ${[NAME, NAME]}.`);
  expect(tags(html)).toEqual(['p', 'strong']);
  expect(html).not.toContain('<a');
  expect(html).toContain('&lt;img src=x');
  expect(md`So ${md`**not** ${'*b*'}`}.`).toBe('So **not** \\*b\\*.');
  const addresses = 'https://a.b www.a.b c@a.b';
  expect(await marked.parse(md`${addresses}`)).toBe(`<p>${addresses}</p>\n`);
  expect(md`${'a_b'} ${'5 % (1.5)'} ${'class-1'}`).toBe('a_b 5 % (1.5) class-1');
});

it('plain text and the report of a terminal hold no control character of it, and keep their lines', () => {
  const shown = String(render([{ a: NAME }, { a: 'b' }])['text/plain']);
  expect(shown).not.toMatch(CONTROL);
  expect(shown.split('\n')).toHaveLength(3);
  expect(shown).toContain('␛[31m␇\\u202e␍␊');
  const report = reportText(paperReport(named, { setting: null, balance: null }), 80);
  expect(printable(report)).not.toMatch(CONTROL);
  expect(String(render(named)['text/plain'])).not.toMatch(CONTROL);
});

it('errors that name it hold no control character of it', async () => {
  const problem = { given: NAME, expected: 'another name', remedy: 'Change it.' };
  expect(new UserError({ where: NAME, ...problem }).message).not.toMatch(CONTROL);
  const file = join(home, 'names.csv');
  writeFileSync(file, `label,"${NAME.replaceAll('"', '""').replaceAll(/[\r\n]/g, '')}"\na,1\n`);
  const failure = await importEmbeddings({ train: file, test: file }).catch((error: Error) => error);
  expect(String(failure)).toMatch(/got label, =1\+1.*␛\[31m␇\\u202e.*, expected an array or column fe/);
});

it('a shell reads a printed command as its words', () => {
  const config = { ...resolveConfig({ preset: 'smoke' }), epochs: NAME as never };
  const command = trainingCommand(config, `/tmp/${NAME}`).replace(/^npx fragility/, '');
  const script = `set -- ${command}; for word in "$@"; do printf '%s\\0' "$word"; done`;
  const { stdout } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', cwd: home });
  const words = stdout.split('\0').slice(0, -1);
  expect(words).toEqual([
    ...'train --setting cifar.ce --balance imbalanced --preset smoke --seed 0 --set'.split(' '),
    `epochs=${NAME}`,
    '--runs',
    `/tmp/${NAME}`,
  ]);
});

it('no shell expands a printed word', () => {
  expect(['~x', '=ls', 'a~b=c', '-x'].map(shellWord)).toEqual(["'~x'", "'=ls'", 'a~b=c', '-x']);
});

it('a spreadsheet gets text, and LaTeX no command', () => {
  expect(tableCsv(fromObjects([{ name: NAME }]))).toBe(`name\r\n"'${NAME.replaceAll('"', '""')}"\r\n`);
  expect(tableLatex(fromObjects([{ name: NAME }]))).toContain('\\textbackslash{}input');
});

it('the list of runs prints none of it raw, and one damaged run hides no other', async () => {
  vi.stubEnv('FRAGILITY_REFERENCE', join(home, 'none'));
  const runs = join(home, 'runs');
  await randomRun(join(runs, 'a-good-one'));
  for (const [folder, config] of Object.entries({
    'b-hostile': { config: { ...resolveConfig({ preset: 'smoke' }), epochs: NAME }, environment: {} },
    'c-empty': {},
    'd-other': { config: { setting: NAME } },
  })) {
    await randomRun(join(runs, folder));
    writeFileSync(join(runs, folder, 'config.json'), JSON.stringify(config));
  }
  writeFileSync(join(runs, 'c-empty', 'config.json'), 'null');
  await listRuns(runs);
  const lines = printed.trimEnd().split('\n');
  expect(lines[0]).toMatch(/a-good-one {2}cifar\.focal imbalanced smoke, seed 0: finished/);
  for (const folder of ['c-empty', 'd-other'])
    expect(printed).toMatch(new RegExp(`${folder} {2}cannot be read: `));
  expect(printed).not.toMatch(CONTROL);
});
