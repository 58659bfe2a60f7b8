import { UserError } from '../errors';

/** CIFAR-style ResNet of depth 6n+2 with parameter-free (option A) shortcuts. Source: paper §4.2; He et al. 2016, §4.2. */
export interface Architecture {
  /** n: basic blocks in each of the three stages (5: ResNet-32, 9: ResNet-56). */
  readonly blocksPerStage: number;
  /** Channels of the three stages; the last one is the latent width H. */
  readonly widths: readonly [number, number, number];
  readonly classes: number;
  /** `linear`: logits = fe Wᵀ + b. `cosine`: cosines of fe and the class vectors (LDAM). */
  readonly head: 'linear' | 'cosine';
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

/** A named tensor of the network, in PyTorch's names and layouts (convolutions [out, in, 3, 3], head [C, H]). */
export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: Role;
}

/** One basic block: conv-BN-ReLU-conv-BN, plus the shortcut. */
export interface Block {
  /** `layer2.0`, … */
  readonly name: string;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly stride: 1 | 2;
}

/** Depth of the network in layers, 6n+2. */
export function depth(architecture: Architecture): number {
  return 6 * architecture.blocksPerStage + 2;
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
export function blocks({ blocksPerStage, widths }: Architecture): Block[] {
  return widths.flatMap((outChannels, stage) =>
    Array.from({ length: blocksPerStage }, (_, k): Block => {
      const first = k === 0 && stage > 0;
      const inChannels = first ? widths[stage - 1] : outChannels;
      return { name: `layer${stage + 1}.${k}`, inChannels, outChannels, stride: first ? 2 : 1 };
    }),
  );
}

/** All tensors of the network, trained and running, in PyTorch's order. */
export function tensorSpecs(architecture: Architecture): TensorSpec[] {
  const { widths, classes, head } = architecture;
  const latent = widths[2];
  return [
    conv('conv1', 3, widths[0]),
    ...norm('bn1', widths[0]),
    ...blocks(architecture).flatMap(({ name, inChannels, outChannels }) => [
      conv(`${name}.conv1`, inChannels, outChannels),
      ...norm(`${name}.bn1`, outChannels),
      conv(`${name}.conv2`, outChannels, outChannels),
      ...norm(`${name}.bn2`, outChannels),
    ]),
    { name: 'linear.weight', shape: [classes, latent], role: 'headWeight' } as const,
    ...(head === 'linear' ? [{ name: 'linear.bias', shape: [classes], role: 'headBias' } as const] : []),
  ];
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

function conv(name: string, inChannels: number, outChannels: number): TensorSpec {
  return { name: `${name}.weight`, shape: [outChannels, inChannels, 3, 3], role: 'conv' };
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
