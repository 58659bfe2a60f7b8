// Hostile names of classes, series, runs and errors are put through every way out: charts, tables, Markdown and the explorer on
// a page of the report, in Chromium, without its policy; a terminal; a shell; a spreadsheet; LaTeX. What runs, loads, leads
// elsewhere, moves a terminal’s cursor or becomes another word is counted as lost, and so is a chart that is not drawn.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hostileNames } from './names-list.mjs';
import { lostOnPage, notebookOf, PLACES } from './names-page.mjs';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../lib/dist/${path}`);

/** Names on one page, one a class. */
const TOGETHER = 10;

/** All names, and `count` made of two of them, 60 with `full`, else 3 pages' worth. Rows { what, count, lost, losses }. */
export async function run({ seed = 1, full = true, count = full ? 60 : 0 } = {}) {
  const names = hostileNames(seed, count);
  return [
    ...(await onPages(full ? names : names.slice(0, TOGETHER))),
    row('names in a terminal', names, terminal),
    row('names in a shell’s command', names, shell),
    row('names in a spreadsheet and in LaTeX', names, files),
  ];
}

function row(what, names, wrongWith) {
  const losses = names.map((name) => ({ name, how: wrongWith(name) })).filter(({ how }) => how !== null);
  return { what, count: names.length, lost: losses.length, losses };
}

async function onPages(names) {
  const { chromium } = await import('playwright-core');
  const { findChromium } = await import('../../scripts/setup/prerequisites.mjs');
  const executablePath = findChromium();
  if (!executablePath) throw new Error('names: there is no Chromium (CHROMIUM names one)');
  const { reportHtml } = await import('../../scripts/report/page.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'torture-names-'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const lost = new Map(PLACES.map((place) => [place, []]));
    for (let from = 0; from < names.length; from += TOGETHER) {
      const some = Array.from({ length: TOGETHER }, (_, k) => names[(from + k) % names.length]);
      const file = join(folder, 'report.html');
      writeFileSync(file, reportHtml([{ name: 'rq1', notebook: await notebookOf(some) }]));
      for (const { place, how } of await lostOnPage(browser, pathToFileURL(file).href))
        lost.get(place).push({ names: some, how });
    }
    const count = Math.ceil(names.length / TOGETHER) * TOGETHER;
    return [...lost].map(([place, losses]) => ({
      what: `names on a page: ${place}`,
      count,
      lost: losses.length,
      losses,
    }));
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** What an error, a table in words and a line of the command line hold of it. */
function terminal(name) {
  const { UserError } = dist('errors');
  const { printable } = dist('visible');
  const { tableText } = dist('table/text');
  const error = new UserError({ where: name, given: name, expected: 'another', remedy: name });
  const table = tableText({ columns: [{ name, values: [name, 'b'] }] });
  const shown = { error: error.message, table, line: printable(name) };
  const wrong = Object.entries(shown).filter(([, text]) => CONTROL.test(text));
  return wrong.length > 0 ? wrong.map(([where]) => where).join() : null;
}

/** The command that goes on with a run is read back by a shell as the words that were meant. */
function shell(name) {
  const { trainingCommand } = dist('cli/training-command');
  const { resolveConfig } = dist('train/config');
  const runs = `/tmp/${name.replaceAll('\0', '')}`;
  const command = trainingCommand(resolveConfig({ preset: 'smoke' }), runs).replace(/^npx fragility/, '');
  const script = `set -- ${command}; for word in "$@"; do printf '%s\\0' "$word"; done`;
  const { stdout, stderr } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', cwd: tmpdir() });
  const words = stdout.split('\0').slice(0, -1);
  const sound =
    words[0] === 'train' && words.at(-2) === '--runs' && words.at(-1) === Buffer.from(runs).toString();
  return sound && stderr === '' ? null : `${stderr} ${JSON.stringify(words)}`;
}

function files(name) {
  const { tableCsv } = dist('table/csv');
  const { tableLatex } = dist('table/latex');
  const table = { columns: [{ name: 'a', values: [name] }] };
  const cell = tableCsv(table).replace(/^a\r\n|\r\n$/g, '');
  const formula = /^"?[=+@\t\r-]/.test(cell);
  const commands = tableLatex(table).replace(
    /\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\[%&$#_{}]/g,
    '',
  );
  const command = /\\(input|write|href|def)/.test(commands);
  return formula || command ? `${formula ? 'a formula' : 'a command'}: ${cell}` : null;
}
