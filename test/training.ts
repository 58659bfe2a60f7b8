import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, memory, startBackend } from '../lib/src/backend/start';
import { shapes } from '../lib/src/data';
import { resolveConfig } from '../lib/src/train/config';
import type { EpochRecord } from '../lib/src/train/fit';
import { type RunOptions, trainRun } from '../lib/src/train/run';
import { RunFolder } from '../lib/src/train/run-folder';
import { taskOf } from '../lib/src/train/task';
import { Trainer } from '../lib/src/train/trainer';

/** Three classes of 20, 6 and 2 images. */
const SHAPES = { classes: 3, perClass: 20, testPerClass: 4, size: 16 };
const dataset = shapes(SHAPES);
/** Three epochs of two batches: warm-up; deferred re-weighting after the first drop; the second drop. */
const config = resolveConfig({
  setting: 'cifar.ldam',
  imagesPerClass: 20,
  imbalanceRatio: 10,
  depth: 8,
  epochs: 3,
  batchSize: 14,
  warmupEpochs: 1,
  firstDrop: 1 / 3,
  secondDrop: 2 / 3,
  trainRecallEvery: 2,
});

/** What training must do on every backend; one backend a process. */
export function describeTraining(backend: BackendName): void {
  describe(`a run on ${backend}`, { timeout: 60_000 }, () => {
    let home: string;
    let whole: string;
    const folder = (name: string): string => join(home, name);
    const train = (path: string, options?: RunOptions): Promise<EpochRecord[]> =>
      trainRun(config, dataset, path, options);

    beforeAll(async () => {
      await startBackend(backend);
      home = mkdtempSync(join(tmpdir(), 'fragility-training-'));
      whole = folder('whole');
      await train(whole);
    });
    afterAll(() => rmSync(home, { recursive: true, force: true }));

    it('ends with history, best and last network, and nothing half-done', async () => {
      expect(readdirSync(whole).sort()).toEqual([
        'best.safetensors',
        'config.json',
        'history.jsonl',
        'last.safetensors',
      ]);
      const history = await new RunFolder(whole).history();
      expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
      expect(history.map(({ learningRate }) => learningRate)).toEqual([0.1, 0.001, 0.00001]);
      expect(history.map(({ trainRecall }) => trainRecall?.length)).toEqual([undefined, 3, 3]);
    });

    it('gives the same bits again', async () => {
      await train(folder('again'));
      expectSameRun(folder('again'), whole);
    });

    it('goes on after a stop as if there had been none', async () => {
      await expect(train(folder('stopped'), { onEpoch: stopAt(1) })).rejects.toThrow('stopped');
      expect(existsSync(join(folder('stopped'), 'last.safetensors'))).toBe(false);
      await train(folder('stopped'));
      expectSameRun(folder('stopped'), whole);
    });

    it.each([1, 2])('killed within epoch %i, repeats that one only', async (epoch) => {
      const path = folder(`killed in ${epoch}`);
      await killedIn(backend, path, `epoch ${epoch} images 14`);
      const begun: number[] = [];
      await train(path, { onBatch: (k) => begun.push(k) });
      expect(begun[0]).toBe(epoch);
      expectSameRun(path, whole);
    });

    it('mends a history whose last line is half written', async () => {
      await expect(train(folder('torn'), { onEpoch: stopAt(2) })).rejects.toThrow('stopped');
      const history = join(folder('torn'), 'history.jsonl');
      appendFileSync(history, readFileSync(history, 'utf8').slice(0, 40));
      await train(folder('torn'));
      expectSameRun(folder('torn'), whole);
    });

    it('forgets an epoch whose checkpoint was not written', async () => {
      await expect(train(folder('ahead'), { onEpoch: stopAt(2) })).rejects.toThrow('stopped');
      const third = readFileSync(join(whole, 'history.jsonl'), 'utf8').split('\n')[2];
      appendFileSync(join(folder('ahead'), 'history.jsonl'), `${third}\n`);
      await train(folder('ahead'));
      expectSameRun(folder('ahead'), whole);
    });

    it('of one epoch, stopped before its checkpoint, is not taken for finished', async () => {
      const path = folder('one');
      const one = { ...config, epochs: 1 };
      const files = new RunFolder(path);
      await files.claim(one, {});
      await files.append((await new RunFolder(whole).history())[0]);
      await trainRun(one, dataset, path);
      expect(await files.history()).toHaveLength(1);
      expect(files.finished()).toBe(true);
    });

    it('once finished, is not trained again', async () => {
      const history = await train(whole, {
        onBatch: () => {
          throw new Error('trained');
        },
      });
      expect(history).toHaveLength(3);
    });

    it('refuses a folder of another configuration, or a damaged one', async () => {
      const other = trainRun({ ...config, seed: 1 }, dataset, whole);
      await expect(other).rejects.toThrow(/config\.json: got another configuration.*Choose another folder/);
      const damaged = folder('damaged');
      await new RunFolder(damaged).claim(config, {});
      writeFileSync(join(damaged, 'config.json'), '{"config":');
      await expect(train(damaged)).rejects.toThrow(/config\.json: got a file that is not JSON/);
    });

    it('that diverges stops, naming epoch and remedy', async () => {
      const { regime, ...task } = taskOf(config, dataset);
      const trainer = await Trainer.start({ ...task, regime: { ...regime, learningRate: 1e30 } });
      const diverging = (async () => {
        for (let k = 1; k <= 3; k++) await trainer.epoch(k);
      })();
      await expect(diverging).rejects.toThrow(
        /^training, epoch \d: got a loss of (NaN|Infinity).*Lower learningRate/,
      );
      trainer.dispose();
    });

    it('holds as many tensors after many steps as after the first epoch, and none in the end', async () => {
      const before = memory();
      const trainer = await Trainer.start(taskOf(config, dataset));
      await trainer.epoch(1);
      const after1 = memory();
      for (let k = 2; k <= 5; k++) await trainer.epoch(k);
      await trainer.snapshot();
      expect(memory()).toEqual(after1);
      trainer.dispose();
      expect(memory()).toEqual(before);
    });
  });
}

function stopAt(last: number): NonNullable<RunOptions['onEpoch']> {
  return ({ epoch }) => {
    if (epoch === last) throw new Error('stopped');
  };
}

/** Trains in a process of its own and kills it as soon as it says `line`. */
async function killedIn(backend: BackendName, folder: string, line: string): Promise<void> {
  const script = join(__dirname, 'training-child.cjs');
  const child = spawn(process.execPath, [script, JSON.stringify(SHAPES), JSON.stringify(config), folder], {
    env: { ...process.env, FRAGILITY_BACKEND: backend },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  for await (const said of createInterface(child.stdout)) if (said === line) child.kill('SIGKILL');
  const [, signal] = await ended;
  expect(signal).toBe('SIGKILL');
}

/** Same files, same bits; the history but for the seconds that the epochs took. */
function expectSameRun(path: string, expected: string): void {
  expect(readdirSync(path).sort()).toEqual(readdirSync(expected).sort());
  for (const name of ['best.safetensors', 'last.safetensors']) {
    expect(readFileSync(join(path, name)).equals(readFileSync(join(expected, name))), name).toBe(true);
  }
  expect(historyOf(path)).toEqual(historyOf(expected));
}

function historyOf(path: string): object[] {
  const lines = readFileSync(join(path, 'history.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => ({ ...JSON.parse(line), seconds: null }));
}
