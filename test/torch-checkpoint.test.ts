import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBackend } from '../lib/src/backend/start';
import { randomStream } from '../lib/src/data';
import { resnet } from '../lib/src/model/architecture';
import { loadCheckpoint, saveCheckpoint } from '../lib/src/model/checkpoint';
import { initialise } from '../lib/src/model/initialise';
import { infer } from '../lib/src/model/resnet';
import { readSafetensors, writeSafetensors } from '../lib/src/model/safetensors';
import { toTensors } from '../lib/src/model/tensors';
import type { Network } from '../lib/src/model/weights';

const python = process.env.FRAGILITY_TORCH_PYTHON;
if (!python) console.log('skipped: FRAGILITY_TORCH_PYTHON names no Python with torch and safetensors');

describe.skipIf(!python)('checkpoints to PyTorch and back', { timeout: 60_000 }, () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fragility-torch-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    [8, 'linear'],
    [14, 'cosine'],
  ] as const)('ResNet-%i, %s head: same logits, and the same tensors on return', async (depth, head) => {
    const [ours, batch, theirs] = ['ours', 'batch', 'theirs'].map((name) =>
      join(folder, `${name}.safetensors`),
    );
    const network = initialise(resnet(depth, 10, head), 3);
    await saveCheckpoint(ours, network);
    const random = randomStream(1, 'images');
    const images = Float32Array.from({ length: 4 * 32 * 32 * 3 }, () => random.normal());
    await writeSafetensors(batch, new Map([['images', { shape: [4, 32, 32, 3], data: images }]]));
    const script = join(__dirname, 'reference', 'torch_roundtrip.py');
    execFileSync(python!, ['-W', 'ignore', script, ours, batch, theirs], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });

    const expected = (await readSafetensors(batch)).tensors.get('logits')!.data;
    const logits = await logitsOf(network, images);
    const scale = Math.max(...expected.map(Math.abs));
    logits.forEach((value, i) => {
      expect(Math.abs(value - expected[i]) / scale).toBeLessThan(1e-6); // measured: 2.4e-7
    });
    expect(await loadCheckpoint(theirs)).toEqual(network);
  });
});

async function logitsOf({ architecture, weights }: Network, images: Float32Array): Promise<Float32Array> {
  await startBackend();
  const batch = tf.tensor4d(images, [images.length / (32 * 32 * 3), 32, 32, 3]);
  const { logits } = infer(architecture, toTensors(weights), batch);
  return logits.dataSync() as Float32Array;
}
