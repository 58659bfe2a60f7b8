import { describe, expect, it } from 'vitest';
import { resnet } from './architecture';
import { initialise } from './initialise';

/** Root of the mean square. */
function rms(data: Float32Array): number {
  return Math.sqrt(data.reduce((sum, v) => sum + v * v, 0) / data.length);
}

describe('initialise', () => {
  const { weights } = initialise(resnet(8, 10), 0);
  const data = (name: string): Float32Array => weights.get(name)!.data;

  it('draws convolutions with variance 2 / fan-in', () => {
    // 36,864 and 9,216 values: the sample's deviation is within 2% of √(2/fan-in).
    expect(Math.abs(rms(data('layer3.0.conv2.weight')) / Math.sqrt(2 / (64 * 9)) - 1)).toBeLessThan(0.02);
    expect(Math.abs(rms(data('layer2.0.conv2.weight')) / Math.sqrt(2 / (32 * 9)) - 1)).toBeLessThan(0.02);
  });

  it('draws linear weights with variance 2 / 64, and biases from ±1/8', () => {
    expect(Math.abs(rms(data('linear.weight')) / Math.sqrt(2 / 64) - 1)).toBeLessThan(0.1); // of 640 values
    const bias = [...data('linear.bias')];
    expect(Math.max(...bias.map(Math.abs))).toBeLessThan(0.125);
    expect(new Set(bias).size).toBe(10);
  });

  it('begins batch norm as the identity', () => {
    for (const [
      field,
      value,
    ] of [['weight', 1], ['bias', 0], ['running_mean', 0], ['running_var', 1]] as const) // biome-ignore format: one line
      expect(new Set(data(`layer1.0.bn2.${field}`))).toEqual(new Set([value]));
  });

  it('gives a cosine head unit rows and no bias', () => {
    const cosine = initialise(resnet(8, 10, 'cosine'), 0).weights;
    const W = cosine.get('linear.weight')!.data;
    for (let c = 0; c < 10; c++) expect(Math.hypot(...W.subarray(c * 64, (c + 1) * 64))).toBeCloseTo(1, 6);
    expect(cosine.has('linear.bias')).toBe(false);
  });

  it('repeats with the seed, differs with another, and draws each tensor afresh', () => {
    expect(initialise(resnet(8, 10), 0).weights).toEqual(weights);
    expect(initialise(resnet(8, 10), 1).weights.get('conv1.weight')!.data).not.toEqual(data('conv1.weight'));
    expect(data('layer1.0.conv1.weight')).not.toEqual(data('layer1.0.conv2.weight'));
  });
});
