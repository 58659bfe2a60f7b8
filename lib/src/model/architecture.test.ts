import { describe, expect, it } from 'vitest';
import golden from '../../../test/data/golden.json';
import { UserError } from '../errors';
import { blocks, depth, isTrained, parameterCount, resnet, tensorSpecs } from './architecture';

describe('resnet', () => {
  it.each([
    [32, 10, 'linear', golden.paramCounts.resnet32_linear10],
    [32, 10, 'cosine', golden.paramCounts.resnet32_normed10],
    [56, 2, 'linear', golden.paramCounts.resnet56_linear2],
    [50, 2, 'linear', golden.paramCounts.resnet50_linear2],
  ] as const)('ResNet-%i for %i classes, %s head, has %i parameters', (layers, classes, head, count) => {
    expect(parameterCount(resnet(layers, classes, head))).toBe(count);
  });

  it('has n blocks a stage and strides 1, 2, 2', () => {
    const architecture = resnet(14, 10);
    expect(depth(architecture)).toBe(14);
    const shapes = blocks(architecture).map((b) => `${b.name} ${b.inChannels}>${b.outChannels}/${b.stride}`);
    expect(shapes).toEqual(['layer1.0 16>16/1', 'layer1.1 16>16/1', 'layer2.0 16>32/2', 'layer2.1 32>32/1', 'layer3.0 32>64/2', 'layer3.1 64>64/1']); // biome-ignore format: one line
  });

  it.each([2, 7, 9, 33, 8.5, Number.NaN])('refuses depth %d', (layers) => {
    expect(() => resnet(layers, 10)).toThrow(UserError);
  });
});

describe('tensorSpecs', () => {
  it('trains all but the running statistics', () => {
    const specs = tensorSpecs(resnet(8, 10));
    expect(specs.filter((s) => !isTrained(s)).every(({ name }) => /\.running_(mean|var)$/.test(name))).toBe(
      true,
    );
    // conv1, bn1's two, six convolutions and six pairs of scale and offset, the head's two
    expect(specs.filter(isTrained)).toHaveLength(1 + 2 + 6 + 12 + 2);
  });
});
