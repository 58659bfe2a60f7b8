import * as tf from '@tensorflow/tfjs-core';
import { UserError } from '../errors';
import { exists, packageFolder, readTextNow, requireModule, variable } from '../machine';
import type { NativeBackend } from './binding';
import { muted } from './muted';

/**
 * Convolutions 3×3 with stride 1 as TensorFlow ops of our own (`lib/native/convolution.cc`): Winograd's minimal filtering
 * F(4×4, 3×3) takes 36 products where oneDNN's kernels, which TensorFlow and PyTorch use on CPUs, take 144. They stand in
 * for TensorFlow's where they fit. Without gradients the others of 3×3 (the first convolution, those of stride 2) are ours, too:
 * by their definition; in training those stay TensorFlow's.
 */
interface Addon {
  /** Floats in a vector register; numbers of channels must be multiples of it. */
  readonly lanes: number;
  /** Pixels of a tile, a side; heights and widths must be multiples of it. */
  readonly tile: number;
  /** 1 if it has batch norm with ReLU, too; one that was built before has not. */
  readonly normalises?: number;
  /** 1 if it has the ops without gradients of `inference.cc`; one that was built before has not. */
  readonly infers?: number;
}

/** By the value of FRAGILITY_WINOGRAD. */
const BUILDS = {
  avx2: { addon: 'convolution.node', instructions: ['avx2', 'fma'] },
  avx512: { addon: 'convolution-avx512.node', instructions: ['avx512f', 'fma'] },
} as const;
type Build = keyof typeof BUILDS;

let addon: Addon | null = null;

/**
 * Puts the kernels before TensorFlow's, on a CPU that has the instructions they were built for: those of AVX2, or where the
 * environment variable FRAGILITY_WINOGRAD is avx512 those of AVX-512. Nothing happens where they were not built, or where it is 0.
 */
export function registerWinograd({ binding }: NativeBackend): void {
  if (addon) return;
  const wanted = variable('FRAGILITY_WINOGRAD') || 'avx2';
  if (wanted !== '0' && !Object.hasOwn(BUILDS, wanted)) throw unknownBuild(wanted);
  const file = wanted === '0' || binding.isUsingGpuDevice() ? null : addonFile(BUILDS[wanted as Build]);
  if (!file) return;
  try {
    addon = muted(() => requireModule<Addon>(file));
  } catch {
    return; // built against another TensorFlow: set-up builds it again
  }
  before('Conv2D', ({ x, filter }, attributes, backend) =>
    fits(x.shape, filter.shape, attributes)
      ? backend.executeSingleOutput('FragilityConv3x3', [], [x, filter])
      : null,
  );
  before('Conv2DBackpropInput', ({ dy, filter }, attributes, backend) =>
    fits(dy.shape, filter.shape, attributes)
      ? backend.executeSingleOutput('FragilityConv3x3InputGradient', [], [dy, filter])
      : null,
  );
  before('Conv2DBackpropFilter', ({ x, dy }, attributes, backend) =>
    fits(x.shape, attributes.filterShape!, attributes)
      ? backend.executeSingleOutput('FragilityConv3x3FilterGradient', [], [x, dy])
      : null,
  );
}

/** Whether Winograd's convolutions are in use in this process. */
export function usesWinograd(): boolean {
  return addon !== null;
}

/** Floats in a vector of theirs, of which numbers of channels must be multiples; 0 where they are not in use. */
export function winogradLanes(): number {
  return addon?.lanes ?? 0;
}

/** Whether the addon's batch norm is in use and takes as many channels; without a number, whether it is in use. */
export function normalises(channels = 0): boolean {
  return addon?.normalises === 1 && channels % addon.lanes === 0;
}

/**
 * max(x ∗ filter + bias + side, 0) in one kernel, with one pixel of padding; null where it does not fit.
 * `x: [batch, height, width, in]`, `filter: [3, 3, in, out]`, `bias: [out]`, `side`: as the result. No gradient.
 */
export function fusedConvolution(
  native: NativeBackend,
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  stride: 1 | 2,
  bias: tf.Tensor1D,
  side: tf.Tensor4D | null,
): tf.Tensor4D | null {
  const integer = (name: string, value: number) => ({ name, type: native.binding.TF_ATTR_INT, value });
  if (addon?.infers !== 1) return null;
  if (fits(x.shape, filter.shape, { strides: stride, pad: 'same' })) {
    const sides = side ? [side] : [];
    const inputs = [x, transformed(native, filter), bias, ...sides];
    const attributes = [integer('N', sides.length)];
    return native.executeSingleOutput('FragilityConv3x3BiasRelu', attributes, inputs) as tf.Tensor4D;
  }
  if (side || !fitsDirect(x, filter)) return null;
  const attributes = [integer('stride', stride)];
  return native.executeSingleOutput('FragilityDirectConv3x3BiasRelu', attributes, [x, filter, bias]) as tf.Tensor4D; // biome-ignore format: one line
}

/** A convolution with a batch norm folded in. `filter: [rows, columns, in, out]`, `bias: [out]`. */
export interface Folded {
  readonly filter: tf.Tensor4D;
  readonly bias: tf.Tensor1D;
}

/** As `identityBlock` says; null where it does not fit. */
export function fusedIdentityBlock(
  native: NativeBackend,
  x: tf.Tensor4D,
  first: Folded,
  second: Folded,
): tf.Tensor4D | null {
  const own = { strides: 1, pad: 'same' };
  if (addon?.infers !== 1 || ![first, second].every(({ filter }) => fits(x.shape, filter.shape, own)))
    return null;
  const inputs = [x, ...[first, second].flatMap(({ filter, bias }) => [transformed(native, filter), bias])];
  return native.executeSingleOutput('FragilityBlock3x3', [], inputs) as tf.Tensor4D;
}

/** Of a frozen filter TensorFlow does it once. */
function transformed(native: NativeBackend, filter: tf.Tensor4D): tf.Tensor {
  return native.executeSingleOutput('FragilityTransformFilters', [], [filter]);
}

function fitsDirect(x: tf.Tensor4D, { shape: [rows, columns, , out] }: tf.Tensor4D): boolean {
  return addon !== null && x.size > 0 && rows === 3 && columns === 3 && isMultiple(out, addon.lanes);
}

interface ConvolutionAttributes {
  readonly strides: number | readonly number[];
  readonly pad: unknown;
  readonly dataFormat?: string;
  readonly dilations?: number | readonly number[];
  readonly filterShape?: readonly number[];
}

/** `images` and `filter` are shapes: `[batch, height, width, _]`, `[rows, columns, in, out]`. */
function fits(images: readonly number[], filter: readonly number[], a: ConvolutionAttributes): boolean {
  if (!addon) return false;
  const [, height, width] = images;
  const [rows, columns, inChannels, outChannels] = filter;
  const ones = [a.strides, a.dilations ?? 1].flat().every((step) => step === 1);
  return (
    ones &&
    a.pad === 'same' &&
    (a.dataFormat ?? 'NHWC') === 'NHWC' &&
    rows === 3 &&
    columns === 3 &&
    [height, width].every((size) => isMultiple(size, addon!.tile)) &&
    [inChannels, outChannels].every((channels) => isMultiple(channels, addon!.lanes))
  );
}

/** 0 is none here: the kernels divide by sizes. */
function isMultiple(size: number, part: number): boolean {
  return size > 0 && size % part === 0;
}

type Attempt = (
  inputs: Record<string, tf.Tensor>,
  attributes: ConvolutionAttributes,
  backend: NativeBackend,
) => tf.Tensor | null;

/** Has tfjs try `attempt` before TensorFlow's own kernel of that name. */
function before(kernelName: string, attempt: Attempt): void {
  const own = tf.getKernel(kernelName, 'tensorflow');
  tf.unregisterKernel(kernelName, 'tensorflow');
  tf.registerKernel({
    ...own,
    kernelFunc: (call) =>
      attempt(
        // tfjs's gradients call kernels with whole tensors, though the type promises less.
        call.inputs as Record<string, tf.Tensor>,
        call.attrs as unknown as ConvolutionAttributes,
        call.backend as NativeBackend,
      ) ?? own.kernelFunc(call),
  });
}

/** The addon, where it was built and the processor has the instructions that it was built with; else null. */
function addonFile({ addon: name, instructions }: (typeof BUILDS)[Build]): string | null {
  const file = packageFolder('native', name);
  if (!exists(file)) return null;
  const flags = new Set(/^flags\s*:(.*)$/m.exec(readTextNow('/proc/cpuinfo'))?.[1].split(' '));
  return instructions.every((one) => flags.has(one)) ? file : null;
}

function unknownBuild(wanted: string): UserError {
  return new UserError({
    where: 'FRAGILITY_WINOGRAD',
    given: `"${wanted}"`,
    expected: '0, avx2 or avx512',
    remedy: 'Unset it for the convolutions of AVX2 where the processor has it.',
  });
}
