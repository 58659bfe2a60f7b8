import { UserError } from '../errors';

/**
 * A ResNet. Three stages of basic blocks, shortcuts A and the stem for CIFAR give the paper's networks of depth 6n+2;
 * four stages of basic blocks, shortcuts B and either stem give ResNet-18 and ResNet-34; four of bottleneck blocks
 * give ResNet-50, 101 and 152. Source: paper §4.2; He et al. 2016, §4.1, §4.2.
 */
export interface Architecture {
  /** n: basic blocks in each of the stages (5: ResNet-32, 9: ResNet-56), or their number stage by stage. */
  readonly blocksPerStage: number | readonly number[];
  /** Channels of the stages; the last one is the latent width H. */
  readonly widths: readonly number[];
  readonly classes: number;
  /** `linear`: logits = fe Wᵀ + b. `cosine`: cosines of fe and the class vectors (LDAM). */
  readonly head: 'linear' | 'cosine';
  /**
   * Beside the first block of a later stage: `A`, every second row and column and zeros for the new channels; `B`, a 1×1
   * convolution of stride 2 and batch norm. Default A.
   */
  readonly shortcut?: 'A' | 'B';
  /** `cifar`: a convolution 3×3; `imagenet`: one of 7×7 and stride 2, then a maximum of 3×3 and stride 2. Default cifar. */
  readonly stem?: 'cifar' | 'imagenet';
  /** Of the images: 3, or 1 for grey. Default 3. */
  readonly channels?: 1 | 3;
  /**
   * For blocks of three convolutions, 1×1, 3×3 (with the stride) and 1×1: the channels of the stem, and in each stage those of
   * the first two convolutions. Default: basic blocks, with as many channels in the stem as in the first stage.
   */
  readonly bottleneck?: { readonly stem: number; readonly inner: readonly number[] };
}

/** What a named tensor of the network is; decides its initial value and whether it is trained. */
export type Role =
  | 'conv'
  | 'scale'
  | 'offset'
  | 'runningMean'
  | 'runningVariance'
  | 'headWeight'
  | 'headBias';

/** A named tensor of the network, in PyTorch's names and layouts (convolutions [out, in, rows, columns], head [C, H]). */
export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: Role;
}

/** One block: conv-BN-ReLU-conv-BN, plus the shortcut; a bottleneck has a convolution more. */
export interface Block {
  /** `layer2.0`, … */
  readonly name: string;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly stride: 1 | 2;
  /** Channels within a bottleneck; null: a basic block. */
  readonly inner: number | null;
  /** Whether the shortcut has a convolution, option B. */
  readonly projected: boolean;
}

/** Depth of the network in layers, 6n+2 for three stages of n basic blocks; without the convolutions of shortcuts. */
export function depth(architecture: Architecture): number {
  return (
    2 + (architecture.bottleneck ? 3 : 2) * stages(architecture).reduce((sum, { blocks }) => sum + blocks, 0)
  );
}

/** H: channels of the last stage. */
export function latentWidth({ widths }: Architecture): number {
  return widths[widths.length - 1];
}

function stages({ blocksPerStage, widths }: Architecture): { blocks: number; width: number }[] {
  return widths.map((width, stage) => ({
    blocks: typeof blocksPerStage === 'number' ? blocksPerStage : blocksPerStage[stage],
    width,
  }));
}

/** An architecture by depth, with the widths 16, 32, 64. Depth must be 6n+2 with n ≥ 1. */
export function resnet(depth: number, classes: number, head: Architecture['head'] = 'linear'): Architecture {
  const blocksPerStage = (depth - 2) / 6;
  if (!Number.isInteger(blocksPerStage) || blocksPerStage < 1) {
    throw new UserError({
      where: 'resnet',
      given: `depth ${depth}`,
      expected: 'a depth of 6n+2: 8, 14, 20, 26, 32, 38, 44, 50, 56, …',
      remedy: 'Choose one of these.',
    });
  }
  return { blocksPerStage, widths: [16, 32, 64], classes, head };
}

/** The blocks in the order in which images pass them. */
export function blocks(architecture: Architecture): Block[] {
  const { widths, bottleneck, shortcut } = architecture;
  return stages(architecture).flatMap(({ blocks, width: outChannels }, stage) =>
    Array.from({ length: blocks }, (_, k): Block => {
      const stride = k === 0 && stage > 0 ? 2 : 1;
      const before = stage > 0 ? widths[stage - 1] : stemWidth(architecture);
      const inChannels = k === 0 ? before : outChannels;
      const projected = shortcut === 'B' && (stride === 2 || inChannels !== outChannels);
      const inner = bottleneck?.inner[stage] ?? null;
      return { name: `layer${stage + 1}.${k}`, inChannels, outChannels, stride, inner, projected };
    }),
  );
}

function stemWidth({ widths, bottleneck }: Architecture): number {
  return bottleneck?.stem ?? widths[0];
}

/** All tensors of the network, trained and running, in PyTorch's order. */
export function tensorSpecs(architecture: Architecture): TensorSpec[] {
  const { classes, head, stem, channels = 3 } = architecture;
  const first = stemWidth(architecture);
  return [
    conv('conv1', channels, first, stem === 'imagenet' ? 7 : 3),
    ...norm('bn1', first),
    ...blocks(architecture).flatMap((block) => [
      ...layersOf(block).flatMap(([from, to, side], k) => [
        conv(`${block.name}.conv${k + 1}`, from, to, side),
        ...norm(`${block.name}.bn${k + 1}`, to),
      ]),
      ...(block.projected
        ? [
            conv(`${block.name}.downsample.0`, block.inChannels, block.outChannels, 1),
            ...norm(`${block.name}.downsample.1`, block.outChannels),
          ]
        : []),
    ]),
    { name: 'linear.weight', shape: [classes, latentWidth(architecture)], role: 'headWeight' } as const,
    ...(head === 'linear' ? [{ name: 'linear.bias', shape: [classes], role: 'headBias' } as const] : []),
  ];
}

/** Channels before and behind the convolutions of a block, and their sides. */
function layersOf({ inChannels, outChannels, inner }: Block): [from: number, to: number, side: number][] {
  if (inner === null) return [[inChannels, outChannels, 3], [outChannels, outChannels, 3]]; // biome-ignore format: one line
  return [[inChannels, inner, 1], [inner, inner, 3], [inner, outChannels, 1]]; // biome-ignore format: one line
}

/** What kind of network it is, in words: `ResNet-18, channels 64 128 256 512, shortcuts B, the stem for ImageNet`. */
export function described(architecture: Architecture): string {
  const { widths, head, shortcut = 'A', stem, channels = 3, bottleneck } = architecture;
  const more = [
    bottleneck ? ' of bottlenecks' : '',
    stem === 'imagenet' ? ', the stem for ImageNet' : '',
    channels === 1 ? ', grey images' : '',
  ];
  return `ResNet-${depth(architecture)}, channels ${widths.join(' ')}, shortcuts ${shortcut}${more.join('')}, a ${head} head`;
}

/** False for batch norm's running statistics, true for what the optimiser changes. */
export function isTrained({ role }: TensorSpec): boolean {
  return role !== 'runningMean' && role !== 'runningVariance';
}

/** Number of trained parameters. */
export function parameterCount(architecture: Architecture): number {
  return tensorSpecs(architecture)
    .filter(isTrained)
    .reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}

function conv(name: string, inChannels: number, outChannels: number, side: number): TensorSpec {
  return { name: `${name}.weight`, shape: [outChannels, inChannels, side, side], role: 'conv' };
}

function norm(name: string, channels: number): TensorSpec[] {
  const shape = [channels];
  return [
    { name: `${name}.weight`, shape, role: 'scale' },
    { name: `${name}.bias`, shape, role: 'offset' },
    { name: `${name}.running_mean`, shape, role: 'runningMean' },
    { name: `${name}.running_var`, shape, role: 'runningVariance' },
  ];
}
