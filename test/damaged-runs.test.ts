import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEmbedding, writeEmbedding } from '../lib/src/embed/arrow';
import { resnet } from '../lib/src/model/architecture';
import { loadCheckpoint, saveCheckpoint } from '../lib/src/model/checkpoint';
import { headOf } from '../lib/src/model/head';
import { initialise } from '../lib/src/model/initialise';
import { readSafetensors, writeSafetensors } from '../lib/src/model/safetensors';
import { extractEmbeddings } from '../lib/src/runs/finish';
import { loadRun } from '../lib/src/runs/load-run';
import { trainRun } from '../lib/src/runs/run';
import { RunFolder } from '../lib/src/runs/run-folder';
import { embeddingFrom } from './random-embeddings';
import { randomRun } from './random-run';
import { config, dataset, expectSameRun, stopAt } from './training-fixtures';

let home: string;
let whole: string;
let stopped: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'fragility-damaged-'));
  [whole, stopped] = [join(home, 'whole'), join(home, 'stopped')];
  await trainRun(config, dataset, whole);
  await expect(trainRun(config, dataset, stopped, { onEpoch: stopAt(2) })).rejects.toThrow('stopped');
});
afterAll(() => rmSync(home, { recursive: true }));

/** A copy of a run. */
function copyOf(run: string, name: string): string {
  const path = join(home, name);
  cpSync(run, path, { recursive: true });
  return path;
}

/** Writes a file of tensors anew, changed, as somebody else might have. */
async function rewrite(file: string, change: (metadata: Record<string, string>) => void): Promise<void> {
  const { tensors, metadata } = await readSafetensors(file);
  const said = { ...metadata };
  change(said);
  await writeSafetensors(file, tensors, said);
}

describe('a run that was stopped', { timeout: 60_000 }, () => {
  it('does not go on from a checkpoint with one changed bit', async () => {
    const path = copyOf(stopped, 'bit');
    const file = join(path, 'checkpoint.safetensors');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1000] ^= 1;
    writeFileSync(file, bytes);
    await expect(trainRun(config, dataset, path)).rejects.toThrow(
      /checkpoint\.safetensors: got a content that is not the one that was written/,
    );
    expect(readFileSync(join(path, 'history.jsonl'))).toEqual(readFileSync(join(stopped, 'history.jsonl')));
  });

  it.each([
    ['0', /got epoch 0, expected an epoch from 1 to 3/],
    ['4', /got epoch 4, expected an epoch from 1 to 3/],
    ['one', /got epoch one/],
    ['1', /got a content that is not the one that was written/],
  ])('does not go on from a checkpoint that says epoch %s', async (epoch, message) => {
    const path = copyOf(stopped, `epoch ${epoch}`);
    await rewrite(join(path, 'checkpoint.safetensors'), (metadata) => {
      metadata.epoch = epoch;
    });
    await expect(trainRun(config, dataset, path)).rejects.toThrow(message);
  });

  it('does not go on without its checksum, its checkpoint, or its history', async () => {
    const unchecked = copyOf(stopped, 'unchecked');
    await rewrite(join(unchecked, 'checkpoint.safetensors'), (metadata) => {
      delete metadata.checksum;
    });
    await expect(trainRun(config, dataset, unchecked)).rejects.toThrow(/that is not the one/);
    const without = copyOf(stopped, 'without');
    rmSync(join(without, 'checkpoint.safetensors'));
    await expect(trainRun(config, dataset, without)).rejects.toThrow(/got none after 2 epochs/);
    const forgotten = copyOf(stopped, 'forgotten');
    rmSync(join(forgotten, 'history.jsonl'));
    await expect(trainRun(config, dataset, forgotten)).rejects.toThrow(/got 0 epochs, expected at least 2/);
  });

  it('does not go on with other images, labels or normalisation', async () => {
    const path = copyOf(stopped, 'images');
    const { train, test, preprocessing } = dataset;
    const pixels = train.pixels.slice();
    pixels[7] ^= 1;
    const other = trainRun(config, { ...dataset, train: { ...train, pixels } }, path);
    await expect(other).rejects.toThrow(/got a data set with other images, expected the one that the run/);
    const labels = test.labels.slice().reverse();
    const relabelled = trainRun(config, { ...dataset, test: { ...test, labels } }, path);
    await expect(relabelled).rejects.toThrow(/got a data set with other test labels/);
    const plain = trainRun(config, { ...dataset, preprocessing: { ...preprocessing, pad: 9 } }, path);
    await expect(plain).rejects.toThrow(/other images/);
    await trainRun(config, dataset, path);
    expectSameRun(path, whole);
  });

  it('from before there were fingerprints and checksums goes on', async () => {
    const path = copyOf(stopped, 'old');
    const file = join(path, 'config.json');
    const { data, ...before } = JSON.parse(readFileSync(file, 'utf8'));
    expect(Object.keys(data)).toEqual(['images', 'index', 'trainLabels', 'testLabels']);
    writeFileSync(file, JSON.stringify(before));
    await rewrite(join(path, 'checkpoint.safetensors'), (metadata) => {
      delete metadata.checksum;
    });
    await trainRun(config, dataset, path);
    expectSameRun(path, whole);
  });

  it('between the checkpoint of its best epoch and that network, has the network from there', async () => {
    const path = join(home, 'between');
    await expect(trainRun(config, dataset, path, { onEpoch: stopAt(1) })).rejects.toThrow('stopped');
    const best = readFileSync(join(path, 'best.safetensors'));
    rmSync(join(path, 'best.safetensors'));
    await expect(
      trainRun(config, dataset, path, { onStart: () => stopAt(1)({ epoch: 1 } as never, config) }),
    ).rejects.toThrow('stopped');
    expect(existsSync(join(path, 'best.safetensors'))).toBe(false);
    await expect(
      trainRun(config, dataset, path, { onBatch: () => stopAt(1)({ epoch: 1 } as never, config) }),
    ).rejects.toThrow('stopped');
    expect(readFileSync(join(path, 'best.safetensors')).equals(best)).toBe(true);
  });
});

describe('a finished run', { timeout: 60_000 }, () => {
  it('whose best network is of another epoch, or changed, is refused', async () => {
    const path = copyOf(whole, 'best');
    const file = join(path, 'best.safetensors');
    const best = (await readSafetensors(file)).metadata.epoch;
    await saveCheckpoint(file, await loadCheckpoint(file), { epoch: '9' });
    await expect(new RunFolder(path).loadNetwork('best')).rejects.toThrow(
      `best.safetensors: got the network of epoch 9, expected that of epoch ${best}`,
    );
    const bytes = readFileSync(join(whole, 'best.safetensors'));
    bytes[bytes.length - 100] ^= 1;
    writeFileSync(file, bytes);
    await expect(new RunFolder(path).loadNetwork('best')).rejects.toThrow(/not those that were written/);
  });

  it('is embedded with its own images only, and loaded with its own embeddings only', async () => {
    const path = copyOf(whole, 'embedded');
    const { train } = dataset;
    const labels = train.labels.slice().reverse();
    const other = extractEmbeddings(config, { ...dataset, train: { ...train, labels } }, path);
    await expect(other).rejects.toThrow(/got a data set with other training images, expected/);
    await extractEmbeddings(config, dataset, path);
    expect((await loadRun(path)).history).toHaveLength(3);
    // Once more, and nothing is written: a finished run may lie where that is not possible.
    const head = statSync(join(path, 'last-head.safetensors')).ino;
    await extractEmbeddings(config, dataset, path);
    expect(statSync(join(path, 'last-head.safetensors')).ino).toBe(head);
    cpSync(join(path, 'test.arrow'), join(path, 'train.arrow'));
    await expect(loadRun(path)).rejects.toThrow(/got a data set with other training images/);
  });
});

describe('a network with a number that is none', () => {
  const network = initialise(resnet(8, 3), 0);

  it.each([
    ['layer1.0.conv1.weight', Number.NaN, /got NaN in layer1\.0\.conv1\.weight, value 5, expected finite/],
    ['linear.bias', Number.NEGATIVE_INFINITY, /got -Infinity in linear\.bias, value 2/],
    [
      'bn1.running_var',
      -0.5,
      /got -0\.5 in bn1\.running_var, value 5, expected finite variances of at least 0/,
    ],
  ])('in %s is refused', async (name, value, message) => {
    const weights = new Map(network.weights);
    const { shape, data } = weights.get(name)!;
    const changed = data.slice();
    changed[Math.min(5, changed.length - 1)] = value;
    weights.set(name, { shape, data: changed });
    const file = join(home, 'network.safetensors');
    await saveCheckpoint(file, { ...network, weights });
    await expect(loadCheckpoint(file)).rejects.toThrow(message);
  });
});

describe('the embeddings of another network', () => {
  it.each(['train', 'test'] as const)('are not taken for the run’s own: %s', async (split) => {
    const path = join(home, `foreign ${split}`);
    await randomRun(path);
    const file = join(path, `${split}.arrow`);
    const { embedding, index } = await readEmbedding(file);
    const other = headOf(initialise(resnet(8, 10), 2));
    await loadRun(path);
    await writeEmbedding(file, { embedding: embeddingFrom(other, embedding.fe, embedding.labels), index });
    await expect(loadRun(path)).rejects.toThrow(`${file}: got embeddings of another network`);
  });
});
