import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resnet } from '../lib/src/model/architecture';
import { loadCheckpoint } from '../lib/src/model/checkpoint';
import { initialise } from '../lib/src/model/initialise';
import { readSafetensors, writeSafetensors } from '../lib/src/model/safetensors';
import type { HostTensor } from '../lib/src/model/weights';

const folder = mkdtempSync(join(tmpdir(), 'fragility-checkpoint-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'weights.safetensors');

/** A state_dict as PyTorch code elsewhere names it. */
async function saved(tensors: Iterable<readonly [string, HostTensor]>): Promise<string> {
  await writeSafetensors(file, new Map(tensors));
  return file;
}

describe('a state_dict from elsewhere', () => {
  const network = initialise(resnet(8, 10), 1);
  const named = (rename: (name: string) => string) =>
    [...network.weights].map(([name, tensor]) => [rename(name), tensor] as const);

  it.each([
    ['linear', (name: string) => name],
    ['fc', (name: string) => name.replace('linear.', 'fc.')],
    ['classifier', (name: string) => name.replace('linear.', 'classifier.')],
    ['DataParallel', (name: string) => `module.${name}`],
    ['conv and bn', (name: string) => name.replace(/^(conv|bn)1/, '$1')],
    [
      'stage_1 and conv_1',
      (name: string) => name.replace('layer', 'stage_').replace(/(conv|bn)(\d)/, '$1_$2'),
    ],
  ])('is mapped: %s', async (_, rename) => {
    expect(await loadCheckpoint(await saved(named(rename)))).toEqual(network);
  });

  it('is refused where two of its names are the same layer', async () => {
    const twice = ['conv.weight', network.weights.get('conv1.weight')!] as const;
    await expect(loadCheckpoint(await saved([...network.weights, twice]))).rejects.toThrow(
      /conv\.weight unknown/,
    );
  });

  it('is mapped with its cosine head turned upright', async () => {
    const cosine = initialise(resnet(8, 10, 'cosine'), 1);
    const { data } = cosine.weights.get('linear.weight')!;
    const turned = Float32Array.from({ length: 640 }, (_, k) => data[(k % 10) * 64 + Math.floor(k / 10)]);
    const weights = new Map(cosine.weights).set('linear.weight', { shape: [64, 10], data: turned });
    expect(await loadCheckpoint(await saved(weights))).toEqual(cosine);
  });

  it('is refused with everything named that cannot be mapped', async () => {
    const shortcut = ['layer2.0.shortcut.0.weight', { shape: [32, 16, 1, 1], data: new Float32Array(512) }];
    const tensors = named((name) => name).filter(([name]) => name !== 'layer3.0.bn2.bias');
    const failure = loadCheckpoint(await saved([...tensors, shortcut as [string, HostTensor]]));
    await expect(failure).rejects.toThrow(
      /layer3\.0\.bn2\.bias missing, layer2\.0\.shortcut\.0\.weight unknown/,
    );
    await expect(failure).rejects.toThrow(/ResNet-8 with option-A shortcuts.*bring the embeddings/);
  });
});

it('reads bfloat16', async () => {
  const header = Buffer.from('{"x":{"dtype":"BF16","shape":[3],"data_offsets":[0,6]}}');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  // 1, -2 and 0.15625, the upper halves of their float32 bits.
  const bits = Buffer.from(Uint16Array.of(0x3f80, 0xc000, 0x3e20).buffer);
  await writeFile(file, Buffer.concat([length, header, bits]));
  expect((await readSafetensors(file)).tensors.get('x')!.data).toEqual(Float32Array.of(1, -2, 0.15625));
});
