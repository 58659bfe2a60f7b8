import { execFileSync } from 'node:child_process';
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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, memory, startBackend } from '../lib/src/backend/start';
import { type RunOptions, trainRun } from '../lib/src/runs/run';
import { RunFolder } from '../lib/src/runs/run-folder';
import { resolveConfig } from '../lib/src/train/config';
import type { EpochRecord } from '../lib/src/train/fit';
import { taskOf } from '../lib/src/train/task';
import { Trainer } from '../lib/src/train/trainer';
import {
  config,
  dataset,
  expectSameRun,
  killedIn,
  mounted,
  said,
  stopAt,
  trainingChild,
} from './training-fixtures';

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

    it('with remedies goes on likewise, and each of those that choose the images shows', async () => {
      const remedies = { loss: 'logit-adjusted', tau: 2, sampling: 'classBalanced', mixup: 1 } as const;
      const remedied = resolveConfig({
        ...config,
        setting: 'cifar.ce',
        deferredReweighting: false,
        ...remedies,
      });
      const [one, other] = [folder('remedied'), folder('remedied, stopped')];
      const [{ loss }] = await trainRun(remedied, dataset, one);
      await expect(trainRun(remedied, dataset, other, { onEpoch: stopAt(1) })).rejects.toThrow('stopped');
      await trainRun(remedied, dataset, other);
      expectSameRun(other, one);
      for (const less of [{ sampling: 'instances' }, { mixup: 0 }] as const) {
        const trainer = await Trainer.start(taskOf({ ...remedied, ...less }, dataset));
        expect(await trainer.epoch(1)).not.toBe(loss);
        trainer.dispose();
      }
    });

    it.each([1, 2])('killed within epoch %i, repeats that one only', async (epoch) => {
      const path = folder(`killed in ${epoch}`);
      await killedIn(backend, path, `epoch ${epoch} images 14`);
      const begun: number[] = [];
      await train(path, { onBatch: (k) => begun.push(k) });
      expect(begun[0]).toBe(epoch);
      expectSameRun(path, whole);
    });

    it('refuses a folder in which another process trains, and takes it over once that one is dead', async () => {
      const path = folder('held');
      const holder = trainingChild(backend, path);
      await said(holder, 'epoch 2 images 14');
      holder.kill('SIGSTOP');
      const second = trainingChild(backend, path);
      const message = await said(second, /^UserError/);
      expect(message).toContain(`held: got a run that process ${holder.pid} has been training since 2`);
      expect(message).toContain(`kill ${holder.pid}`);
      const ended = once(holder, 'exit');
      holder.kill('SIGKILL');
      await ended;
      expect(existsSync(join(path, 'run.lock'))).toBe(true);
      await train(path);
      expectSameRun(path, whole);
    });

    it('stops after the batch in which its signal is aborted, and goes on from the last epoch', async () => {
      const controller = new AbortController();
      const batches: string[] = [];
      const onBatch = (k: number, done: number) => {
        batches.push(`${k}: ${done}`);
        if (k === 2) controller.abort(new Error('enough'));
      };
      const stopped = train(folder('aborted'), { onBatch, signal: controller.signal });
      await expect(stopped).rejects.toThrow('enough');
      expect(batches.slice(-2)).toEqual(['1: 28', '2: 14']);
      await train(folder('aborted'), { onStart: (done) => expect(done).toBe(1) });
      expectSameRun(folder('aborted'), whole);
    });

    it('refuses a file in the folder’s place', async () => {
      writeFileSync(folder('file'), '');
      await expect(train(folder('file'))).rejects.toThrow(/file: got a file, expected a folder/);
      await expect(train(join(folder('file'), 'run'))).rejects.toThrow(/: got a file, expected a folder/);
    });

    it('on a full or a read-only disk says so, and goes on when it may', async (context) => {
      const path = folder('small');
      // Room for the best network and one checkpoint, not for the next one's draft.
      if (!mounted(path, 'size=1100k')) return context.skip();
      try {
        await expect(train(path)).rejects.toThrow(/small.*: got a full disk.*Free some space/);
        expect(await new RunFolder(path).history()).not.toHaveLength(0);
        expect(existsSync(join(path, 'checkpoint.safetensors'))).toBe(true);
        execFileSync('mount', ['-o', 'remount,size=8m,ro', path]);
        await expect(train(path)).rejects.toThrow(
          /small\/run\.lock: got no permission.*choose another folder/,
        );
        execFileSync('mount', ['-o', 'remount,rw', path]);
        await train(path, { onStart: (done) => expect(done).toBe(1) });
        expectSameRun(path, whole);
      } finally {
        execFileSync('umount', [path]);
      }
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

    it('leaves no tensor behind from epoch to epoch, evaluation included, and none in the end', async () => {
      const before = memory();
      const during: (typeof before)[] = [];
      await train(folder('counted'), { onEpoch: () => during.push(memory()) });
      expect(during).toEqual([during[0], during[0], during[0]]);
      expect(memory()).toEqual(before);
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
