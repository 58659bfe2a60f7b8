import { createRequire } from 'node:module';
import { afterEach, expect, test, vi } from 'vitest';
import type { Verdict } from '../paper/claims/claim';
import type { ComparisonRow } from '../paper/compare';
import { meanCe } from '../plot/figures/ranked';
import { comparison } from './comparison';
import { liveTraining } from './live-training';
import { md } from './markdown';
import { PLOTLY_MIME } from './render';
import { show } from './show';
import { SUMMARY_MIME, summary } from './summary';
import { countVerdicts, verdicts } from './verdicts';

interface Message {
  data: Record<string, unknown>;
  transient: { display_id?: string };
  update: boolean | undefined;
}

const modules = createRequire(__filename).cache;
const kernelPath = '/nowhere/tslab/dist/jupyter.js';

/** Puts a kernel in the place where a running one is found; what it is told to show ends in the list. */
function startKernel(): Message[] {
  const sent: Message[] = [];
  const lastWriteDisplayData = (message: Omit<Message, 'update'>, update?: boolean) =>
    sent.push({ ...message, update });
  modules[kernelPath] = { exports: { lastWriteDisplayData } } as unknown as NodeJS.Module;
  return sent;
}

afterEach(() => {
  delete modules[kernelPath];
  vi.restoreAllMocks();
});

const figure = meanCe({ classNames: ['cat'], members: [[{ index: 3, value: 2 }]] });

test('a figure is sent once: Plotly JSON, HTML that draws itself and its alt text', () => {
  const sent = startKernel();
  show(figure);
  expect(sent).toHaveLength(1);
  expect(Object.keys(sent[0].data)).toEqual([PLOTLY_MIME, 'text/html', 'text/plain']);
  expect(sent[0].data[PLOTLY_MIME]).toMatchObject({ data: figure.data, layout: figure.layout });
  expect(sent[0].data['text/html']).toContain(`<p>${figure.layout.meta.alt}</p>`);
  expect(sent[0].data['text/plain']).toBe(figure.layout.meta.alt);
});

test('each kind of thing has its natural form', () => {
  const sent = startKernel();
  const pixels = new Uint8Array(3);
  const images = { n: 1, height: 1, width: 1, pixels, labels: Uint8Array.of(0), classNames: ['cat'] };
  for (const x of ['# Title', [{ a: 1 }], images, { a: 1 }, [1, 2], null]) show(x);
  expect(sent.map(({ data }) => Object.keys(data)[0])).toEqual([
    'text/markdown',
    'text/html',
    PLOTLY_MIME,
    'text/plain',
    'text/plain',
    'text/plain',
  ]);
  expect(sent[2].data['text/plain']).toBe('1 images: 1 cat.');
  expect(sent[4].data['text/plain']).toBe('[ 1, 2 ]');
});

test('outside a kernel plain text is printed', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  show(figure);
  show([{ a: 1 }]);
  expect(log.mock.calls).toEqual([[figure.layout.meta.alt], ['a\n1']]);
});

test('md formats values and takes off the common indentation', () => {
  const text = md`
    The **gap** is ${31.02345} points,
      n = ${12406}, ${null}, ${[0.5, 1]}.
  `;
  expect(text).toBe('The **gap** is 31.02 points,\n  n = 12,406, –, 0.5, 1.');
});

function row(given: Partial<ComparisonRow>): ComparisonRow {
  const blank = { id: 'X', where: 'Table 1', unit: '% BAC', op: '=' as const, note: '', footnotes: [] };
  return { ...blank, paper: 0, ours: null, difference: null, holds: null, ...given };
}

test('paper, ours and the difference, with the digits of the paper', () => {
  const rows = [
    row({ id: 'A', paper: 92.65, ours: 90.1, difference: -2.5500000000000114, holds: false }),
    row({ id: 'B', paper: 78.6, ours: 78.6, difference: 0, holds: true, footnotes: ['X1'] }),
    row({ id: 'C', op: '>', unit: '% coverage', paper: 94, ours: 94.789, difference: 0.789, holds: true }),
    row({ id: 'D', op: '<=~', unit: '% coverage', paper: 60, ours: 71, difference: 11, holds: false }),
    row({ id: 'E', unit: 'count', paper: 4 }),
  ];
  const lines = String(comparison(rows).bundle['text/plain']).split('\n');
  const cells = lines.slice(0, 6).map((line) => line.split(/ {2,}/));
  expect(cells).toEqual([
    ['number', 'where', 'unit', 'paper', 'ours', 'difference', 'holds', 'note'],
    ['A', 'Table 1', '% BAC', '92.65', '90.10', '−2.55'],
    ['B', 'Table 1', '% BAC', '78.60', '78.60', '0.00', '✓', 'X1'],
    ['C', 'Table 1', '% coverage', '> 94', '94.79', '+0.79', '✓'],
    ['D', 'Table 1', '% coverage', '<=~ 60', '71', '+11', '✗'],
    ['E', 'Table 1', 'count', '4', '–', '–', '–'],
  ]);
  expect(lines[6]).toMatch(/^X1: /);
});

function verdict(given: Partial<Verdict>): Verdict {
  const blank = {
    rq: 3 as const,
    kind: 'D' as const,
    threshold: 't',
    published: null,
    evidence: {},
    reducedPreset: null,
    ...{ by: 'paper' as const, answer: 'holds' as const, sure: '', intervals: {} },
  };
  return { ...blank, id: 'P3.1', statement: 's', pass: true, observed: 'o', ...given };
}

const claims = [
  verdict({ statement: 'rare > frequent', observed: 'rare: 0.92', threshold: 'more' }),
  verdict({
    id: 'P3.3',
    kind: 'M',
    pass: false,
    answer: 'does not hold',
    observed: 'min: 0.8',
    published: '> .94',
    reducedPreset: 'course',
  }),
  verdict({ id: 'P3.6', kind: 'M', pass: null, answer: 'not evaluated', observed: 'min: absent' }),
];

test('verdicts tell what was found, what was asked, and by which training a magnitude was judged', () => {
  const lines = String(verdicts(claims).bundle['text/plain']).split('\n');
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
    ['1 of 3 claims holds, 1 does not, 1 was not evaluated.'],
    ['claim', 'kind', 'statement', 'verdict', 'observed', 'asked', 'published'],
    ['P3.1', 'direction', 'rare > frequent', '✓ holds', 'rare: 0.92', 'more', '–'],
    ['P3.3', 'magnitude (course)', 's', '✗ does not hold', 'min: 0.8', 't', '> .94'],
    ['P3.6', 'magnitude', 's', '– not evaluated', 'min: absent', 't', '–'],
  ]);
  expect(countVerdicts(claims.slice(0, 1))).toBe('1 of 1 claims holds.');
});

test('verdicts tell what cannot be told, how sure the others are, and whose check it is', () => {
  const three = [
    verdict({ id: 'P6.4', by: 'project', sure: 'a: 1 to 2 (n = 30 images)' }),
    verdict({ id: 'P7.6', answer: 'cannot be told', sure: 'one class decides' }),
  ];
  const lines = String(verdicts(three).bundle['text/plain']).split('\n');
  expect(lines[0]).toBe(
    '0 of 1 claims hold, 1 cannot be told from these runs. Our own checks: 1 of 1 checks holds.',
  );
  expect(lines[2]).toMatch(/^P7\.6 +direction +s +\? cannot be told +o \[95 %: one class decides\]/);
  expect(lines[3]).toMatch(
    /^P6\.4 +our check: direction +s +✓ holds +o \[95 %: a: 1 to 2 \(n = 30 images\)\]/,
  );
});

test('each number of a verdict stands beside its interval', () => {
  const one = verdict({
    ...{ evidence: { rare: 0.92, frequent: null }, observed: 'rare: 0.92, frequent: absent' },
    intervals: { rare: { low: 0.9, high: 0.94, n: 1200, of: 'images' } },
    sure: 'rare: 0.9 to 0.94 (n = 1,200 images); one class decides',
  });
  expect(verdicts([one]).bundle['text/plain']).toContain(
    'rare: 0.92 [95 %: 0.9 to 0.94, n = 1,200 images]; frequent: absent; one class decides',
  );
});

test('a summary is shown and carries its data for the report', () => {
  const sent = startKernel();
  const rows = [row({ id: 'A', paper: 1 })];
  show(summary({ rq: 3, question: 'How many?', rows, claims }));
  expect(sent[0].data[SUMMARY_MIME]).toEqual({ rq: 3, question: 'How many?', rows, claims });
  expect(sent[0].data['text/html']).toMatch(
    /^<h3>RQ3: How many\?<\/h3><figure[^>]*><figcaption>[^<]+<\/figcaption><table>/,
  );
  expect(sent[0].data['text/html']).toMatch(
    /<details><summary>All numbers of RQ3.*<\/summary><table>.*<\/details>$/s,
  );
});

const epoch = (k: number) => ({
  ...{ epoch: k, learningRate: 0.1, loss: 1 / k, trainRecall: [1], testRecall: [0.5], testBac: 0.5 },
});

test('live training replaces one output: pictures while it runs, the interactive chart at the end', () => {
  const sent = startKernel();
  const live = liveTraining({ classNames: ['cat'], epochs: 3, pace: 0 });
  for (const k of [1, 2, 3]) live.onEpoch(epoch(k));
  expect(sent.map(({ update }) => update)).toEqual([false, true, true]);
  expect(new Set(sent.map(({ transient }) => transient.display_id)).size).toBe(1);
  expect(sent.map(({ data }) => PLOTLY_MIME in data)).toEqual([false, false, true]);
  expect(live.history).toHaveLength(3);
});

test('live training keeps its pace, and finishes when told to', () => {
  const sent = startKernel();
  const live = liveTraining({ classNames: ['cat'], pace: 60_000 });
  for (const k of [1, 2, 3]) live.onEpoch(epoch(k));
  expect(sent).toHaveLength(1);
  live.finish();
  expect(sent[1].data['text/plain']).toContain('Training over 3 epochs');
});

test('live training prints a line an epoch outside a kernel', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  liveTraining({ classNames: ['cat'] }).onEpoch(epoch(2), 5);
  expect(log.mock.calls).toEqual([['epoch 2/5: loss 0.5000, test balanced accuracy 50.00 %']]);
});
