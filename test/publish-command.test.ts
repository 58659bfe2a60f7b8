import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { publish } from '../lib/src/cli/publish';
import { readEmbedding, writeEmbedding } from '../lib/src/embed/arrow';
import { pickInstances } from '../lib/src/embed/select';
import { EMBEDDINGS } from '../lib/src/runs/finish';
import { loadRun } from '../lib/src/runs/load-run';
import { readManifest } from '../lib/src/runs/manifest';
import { randomRun } from './random-run';

const folder = mkdtempSync(join(tmpdir(), 'fragility-publish-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const [source, destination] = [join(folder, 'source'), join(folder, 'reference', 'mine')];

/** A run whose training images are the even ones of a set of 80, the unseen the odd ones. */
async function runWithUnseen(): Promise<void> {
  await randomRun(source);
  const { embedding } = await readEmbedding(join(source, EMBEDDINGS.train));
  const even = Int32Array.from({ length: 40 }, (_, i) => 2 * i);
  const write = (name: string, index: Int32Array) => writeEmbedding(join(source, name), { embedding, index });
  await write(EMBEDDINGS.train, even);
  await write(
    EMBEDDINGS.unseen,
    even.map((i) => i + 1),
  );
}

it('publishes a run, in half precision where that changes no digit, lists it, and gives the whole training set in the order of the data', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await runWithUnseen();
  await publish(source, destination);
  expect(log.mock.lastCall?.[0]).toMatch(/^cifar\.focal-imbalanced: best test BAC 10\.00 %, now in /);

  const [entry] = Object.values(await readManifest(join(folder, 'reference')));
  expect(entry).toMatchObject({
    licence: 'MIT',
    command: 'npx fragility train --setting cifar.focal --balance imbalanced --preset smoke --seed 0',
  });
  const bytes = (parent: string, name: string) => statSync(join(parent, name)).size;
  expect(entry.files[EMBEDDINGS.unseen].bytes).toBe(bytes(destination, EMBEDDINGS.unseen));
  expect(bytes(destination, EMBEDDINGS.unseen)).toBeLessThan(bytes(source, EMBEDDINGS.unseen));
  expect(log.mock.calls[0][0]).toMatch(
    /^train\.arrow is not stored in half precision without logits, which would change .*: \S+ -> /,
  );
  expect(bytes(destination, EMBEDDINGS.train)).toBe(bytes(source, EMBEDDINGS.train));

  const run = await loadRun(destination);
  const full = (await run.fullTrain())!;
  const even = Int32Array.from({ length: 40 }, (_, i) => 2 * i);
  expect(full.n).toBe(80);
  expect(full.index).toEqual(Int32Array.from({ length: 80 }, (_, i) => i));
  expect(pickInstances(full, even).fe).toEqual(run.embeddings.train.fe);
  expect(pickInstances(full, even).labels).toEqual(run.embeddings.train.labels);
});

it('does not load a published run of which a file was changed', async () => {
  appendFileSync(join(destination, 'history.jsonl'), '\n');
  await expect(loadRun(destination)).rejects.toThrow(/history\.jsonl.*manifest\.json lists it/s);
});

it('publishes only a run', async () => {
  await expect(publish(join(folder, 'nowhere'), destination)).rejects.toThrow(
    /nowhere: got no config\.json, expected a run’s folder/,
  );
});
