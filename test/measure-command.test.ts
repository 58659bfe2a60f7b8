import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type MeasureCommandOptions, measureCommand } from '../lib/src/cli/measure';
import { randomRun } from './random-run';

const folder = mkdtempSync(join(tmpdir(), 'fragility-measure-'));
afterAll(() => rmSync(folder, { recursive: true }));

const npz = join(__dirname, 'data', 'embeddings', 'head-no-logits.npz');
const json = join(folder, 'report.json');

let printed = '';
beforeEach(() => {
  printed = '';
  vi.spyOn(console, 'log').mockImplementation((text: string) => {
    printed += `${text}\n`;
  });
});
afterEach(() => vi.restoreAllMocks());

const report = () => JSON.parse(readFileSync(json, 'utf8'));

describe('fragility measure', () => {
  it('reports embeddings, and writes JSON and Arrow that give the same report', async () => {
    const arrow = join(folder, 'arrow');
    await measureCommand({ embeddings: npz, classes: 'a,b,c', k: '2,1', json, arrow });
    expect(printed).toMatch(/^A network outside the paper: 3 classes, 6 features; 10 training and 9 test/);
    expect(printed).toMatch(/^0 a +5 +3 /m);
    const first = report();
    expect(first.measures.coverage.paper['2'].perClass).toEqual([0.8, 1, 1]);
    expect(first.options.Ks).toEqual([1, 2]);

    const [train, test, head] = ['train.arrow', 'test.arrow', 'head.safetensors'].map((name) =>
      join(arrow, name),
    );
    await measureCommand({ train, test, head, classes: 'a,b,c', k: '2,1', json });
    expect(report()).toEqual(first);
  });

  it('refuses to retrain where nobody sees what comes of it', async () => {
    await expect(measureCommand({ embeddings: npz, classes: 'a,b,c', retrain: true })).rejects.toThrow(
      /--retrain without --json, where it has no effect/,
    );
  });

  it('measures a finished run beside the paper', async () => {
    await randomRun(join(folder, 'run'));
    await measureCommand({ run: join(folder, 'run'), json });
    const { setting, balance, preset, nTrain, values, predicates } = report();
    expect([setting, balance, preset]).toEqual(['cifar.focal', 'imbalanced', 'smoke']);
    expect(nTrain).toEqual(new Array(10).fill(4));
    expect([values['SET.epochs.cifar'], values['SET.H']]).toEqual([2, 64]);
    expect(values['T3.cifar.focal.majority']).toBeTypeOf('number');
    expect(predicates.find(({ id }: { id: string }) => id === 'P5.1').pass).toBeTypeOf('boolean');
    expect(printed).toMatch(/^T3\.cifar\.focal\.majority +ce +0\.8553 /m);
  });

  it('takes the arrays that --columns names', async () => {
    await measureCommand({ embeddings: npz, classes: 'a,b,c', k: '2,1', json });
    const whole = report();
    const columns = 'fe=train_fe, label=train_label';
    await measureCommand({ train: npz, test: npz, columns, classes: 'a,b,c', k: '2,1', json });
    expect(report().measures.trainBac).toBe(whole.measures.trainBac);
    expect(whole.measures.trainBac).toBeGreaterThan(0.5);
    expect(report().nTest).toEqual(whole.nTrain);
    const refused = (given: string) => measureCommand({ train: npz, test: npz, columns: given });
    await expect(refused('fe')).rejects.toThrow(/--columns: got "fe", expected pairs/);
    await expect(refused('feature=x')).rejects.toThrow(/expected .*fe.*label.*logits/);
    await expect(refused('fe=x,label=y')).rejects.toThrow(/expected x, as asked for fe/);
  });

  it.each<[string, MeasureCommandOptions, RegExp]>([
    ['no network', {}, /got none, expected one network: --weights/],
    ['two networks', { run: 'a', embeddings: 'b' }, /got 2: a, b/],
    ['half a network', { train: npz }, /no --test/],
    ['weights without images', { weights: 'w', setting: 'cifar.ce' }, /--weights: got no --data/],
    ['a setting of other classes', { embeddings: npz, setting: 'cifar.ce' }, /3 classes, expected 10/],
    ['an unknown setting', { embeddings: npz, setting: 'cifar' }, /setting.*cifar/],
    ['a K that is none', { embeddings: npz, k: '1,two' }, /--k: got "1,two"/],
    [
      'a run that is not there',
      { run: 'cifar.ce-imbalance' },
      /--run: got .*, expected .*; perhaps cifar\.ce-imbalanced\./,
    ],
    ['a run that is none', { run: folder }, /no config\.json/],
  ])('refuses %s', async (_, options, message) => {
    await expect(measureCommand(options)).rejects.toThrow(message);
  });
});
