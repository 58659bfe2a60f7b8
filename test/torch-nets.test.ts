import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { startBackend } from '../lib/src/backend/start';
import { described } from '../lib/src/model/architecture';
import { readCheckpoint } from '../lib/src/model/checkpoint';
import { infer } from '../lib/src/model/resnet';
import { readSafetensors } from '../lib/src/model/safetensors';
import { toTensors } from '../lib/src/model/tensors';

// Small ResNets that PyTorch made, saved, and computed: test/reference/torch_nets.py; two of Hugging Face's transformers:
// transformers_nets.py.

const file = (name: string) => join(__dirname, 'data', 'torch-nets', name);

describe('ResNets of PyTorch', { timeout: 60_000 }, () => {
  it.each([
    ['resnet18-imagenet', 'ResNet-18, channels 4 6 8 10, shortcuts B, the stem for ImageNet, a linear head'],
    ['resnet18-cifar', 'ResNet-18, channels 4 4 6 8, shortcuts B, a linear head'],
    ['resnet34-grey', 'ResNet-34, channels 2 4 4 6, shortcuts B, the stem for ImageNet, grey images, a linear head'], // biome-ignore format: one line
    [
      'resnet50-imagenet',
      'ResNet-50, channels 8 8 12 16, shortcuts B of bottlenecks, the stem for ImageNet, a linear head',
    ],
    ['resnet14-b', 'ResNet-14, channels 4 8 12, shortcuts B, a linear head'],
    ['resnet8-wide-a', 'ResNet-8, channels 6 10 16, shortcuts A, a linear head'],
    ['resnet18-numbered', 'ResNet-18, channels 4 6 8 10, shortcuts B, a linear head'],
    ['resnet50-numbered', 'ResNet-50, channels 8 8 12 16, shortcuts B of bottlenecks, a linear head'],
    [
      'transformers-resnet18',
      'ResNet-18, channels 4 6 8 10, shortcuts B, the stem for ImageNet, a linear head',
    ],
    [
      'transformers-resnet50',
      'ResNet-50, channels 8 8 12 16, shortcuts B of bottlenecks, the stem for ImageNet, a linear head',
    ],
  ])('%s: the same features and logits', async (name, kind) => {
    const saved = name.startsWith('transformers') ? `${name}.saved.safetensors` : `${name}.pth`;
    const { network, remarks } = await readCheckpoint(file(saved));
    expect(described(network.architecture)).toBe(kind);
    expect(remarks[0]).toContain(kind);
    const { tensors } = await readSafetensors(file(`${name}.safetensors`));
    await startBackend();
    const { shape, data } = tensors.get('images')!;
    const images = tf.tensor4d(data, shape as [number, number, number, number]);
    const found = infer(network.architecture, toTensors(network.weights), images);
    for (const output of ['fe', 'logits'] as const) {
      const expected = tensors.get(output)!;
      expect(found[output].shape).toEqual(expected.shape);
      const scale = Math.max(...expected.data.map(Math.abs));
      const values = found[output].dataSync();
      for (const [k, value] of expected.data.entries())
        expect(Math.abs(values[k] - value) / scale).toBeLessThan(1e-5);
    }
  });

  it('say where they were, and what was left out', async () => {
    const { remarks } = await readCheckpoint(file('resnet14-b.pth'));
    expect(remarks).toEqual([
      'Read as ResNet-14, channels 4 8 12, shortcuts B, a linear head from state_dict, without module._orig_mod. in front of the names.',
      'Left out: epoch.',
    ]);
  });
});
