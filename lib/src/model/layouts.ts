/** A name in another library's ResNet, and the same in torchvision's, made from the groups of the pattern. */
type Rule = readonly [pattern: RegExp, ours: (...groups: string[]) => string];

/** What stands before the names of a network within another, `model.`; it stays, and `renamed` takes it off. */
const FRONT = '^(.*\\.)?';

/** Hugging Face transformers: `ResNetForImageClassification`, its stages and layers counted from 0. */
const TRANSFORMERS: readonly Rule[] = [
  [rule('embedder\\.embedder\\.(convolution|normalization)\\.'), (kind) => `${short(kind)}1.`],
  [
    rule('encoder\\.stages\\.(\\d+)\\.layers\\.(\\d+)\\.layer\\.(\\d+)\\.(convolution|normalization)\\.'),
    (stage, block, layer, kind) => `layer${+stage + 1}.${block}.${short(kind)}${+layer + 1}.`,
  ],
  [
    rule('encoder\\.stages\\.(\\d+)\\.layers\\.(\\d+)\\.shortcut\\.(convolution|normalization)\\.'),
    (stage, block, kind) => `layer${+stage + 1}.${block}.downsample.${kind === 'convolution' ? 0 : 1}.`,
  ],
];

/**
 * weiaicunzai/pytorch-cifar100: stages are numbered as in He et al.'s table 1, and the layers of a block with its ReLUs, which
 * are 2 and 5.
 */
const NUMBERED: readonly Rule[] = [
  [rule('conv1\\.([01])\\.'), (layer) => `${layer === '0' ? 'conv' : 'bn'}1.`],
  [
    rule('conv([2-9])_x\\.(\\d+)\\.residual_function\\.([013467])\\.'),
    (stage, block, layer) =>
      `layer${+stage - 1}.${block}.${+layer % 3 ? 'bn' : 'conv'}${Math.floor(+layer / 3) + 1}.`,
  ],
  [rule('conv([2-9])_x\\.(\\d+)\\.shortcut\\.'), (stage, block) => `layer${+stage - 1}.${block}.shortcut.`],
];

/** The layer by which each layout is known. */
const LAYOUTS: readonly (readonly [telling: RegExp, rules: readonly Rule[]])[] = [
  [rule('encoder\\.stages\\.0\\.layers\\.0\\.layer\\.0\\.convolution\\.'), TRANSFORMERS],
  [rule('conv2_x\\.0\\.residual_function\\.0\\.'), NUMBERED],
];

/**
 * The names in torchvision's layout (`conv1`, `layer1.0.bn2`) where they are in one of other libraries that holds the same
 * ResNets; else as they are. Source: transformers' `modeling_resnet.py`; pytorch-cifar100's `models/resnet.py`.
 */
export function inUsualLayout(names: readonly string[]): string[] {
  const layout = LAYOUTS.find(([telling]) => names.some((name) => telling.test(name)));
  if (!layout) return [...names];
  return names.map((name) => {
    const found = layout[1].find(([pattern]) => pattern.test(name));
    if (!found) return name;
    const [pattern, ours] = found;
    return name.replace(pattern, (_, front = '', ...groups) => front + ours(...groups));
  });
}

function rule(rest: string): RegExp {
  return new RegExp(FRONT + rest);
}

function short(kind: string): string {
  return kind === 'convolution' ? 'conv' : 'bn';
}
