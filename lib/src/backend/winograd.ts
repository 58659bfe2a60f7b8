import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from './binding';
import { type Addon, loadAddon } from './winograd-addon';

// Convolutions 3×3 as TensorFlow ops of our own (`lib/native/`), which stand in for TensorFlow's where they fit. Those with
// stride 1 are by Winograd's minimal filtering F(4×4, 3×3), which takes 36 products where oneDNN's kernels, TensorFlow's and
// PyTorch's on CPUs, take 144. The others (the first one, those of stride 2) are by their definition: without gradients, and the
// filter's gradient, which TensorFlow's kernels add up in another order each time.

let addon: Addon | null = null;

/**
 * Puts the kernels before TensorFlow's, on a processor that has the instructions they were built for: those that the environment
 * variable FRAGILITY_WINOGRAD names, else the best for this processor. Nothing happens where they were not built, or where it
 * is 0.
 */
export function registerWinograd({ binding }: NativeBackend): void {
  if (addon) return;
  addon = loadAddon(binding.isUsingGpuDevice());
  if (!addon) return;
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
      : directFilterGradient(x, dy, attributes, backend),
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
  return addon !== null && channels % addon.lanes === 0;
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
  if (!addon) return null;
  if (fits(x.shape, filter.shape, { strides: stride, pad: 'same' })) {
    const sides = side ? [side] : [];
    const inputs = [x, transformed(native, filter), bias, ...sides];
    const attributes = [integer('N', sides.length)];
    return native.executeSingleOutput('FragilityConv3x3BiasRelu', attributes, inputs) as tf.Tensor4D;
  }
  if (side || !fitsDirect(x, filter.shape)) return null;
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
  if (![first, second].every(({ filter }) => fits(x.shape, filter.shape, own))) return null;
  const inputs = [x, ...[first, second].flatMap(({ filter, bias }) => [transformed(native, filter), bias])];
  return native.executeSingleOutput('FragilityBlock3x3', [], inputs) as tf.Tensor4D;
}

/** Of a frozen filter TensorFlow does it once. */
function transformed(native: NativeBackend, filter: tf.Tensor4D): tf.Tensor {
  return native.executeSingleOutput('FragilityTransformFilters', [], [filter]);
}

function fitsDirect({ size }: tf.Tensor, [rows, columns, , out]: readonly number[]): boolean {
  return addon !== null && size > 0 && rows === 3 && columns === 3 && isMultiple(out, addon.lanes);
}

/**
 * The filter's gradient where `fits` says no; null where this does not fit either. One pixel of padding is `same` with stride 1,
 * or lies in `x` already, whose `pad` is then `valid` or 0.
 */
function directFilterGradient(
  x: tf.Tensor,
  dy: tf.Tensor,
  { filterShape, ...a }: ConvolutionAttributes,
  backend: NativeBackend,
): tf.Tensor | null {
  const [stride, ...others] = [a.strides].flat();
  const isSquare = others.every((other) => other === stride) && isUndilated(a);
  const isPadded = a.pad === 'valid' || a.pad === 0;
  const fitting = isPadded || (a.pad === 'same' && stride === 1);
  if (!isSquare || !fitting || !fitsDirect(x, filterShape!)) return null;
  const { TF_ATTR_INT, TF_ATTR_BOOL } = backend.binding;
  const attributes = [
    { name: 'stride', type: TF_ATTR_INT, value: stride },
    { name: 'padded', type: TF_ATTR_BOOL, value: isPadded },
  ];
  return backend.executeSingleOutput('FragilityDirectConv3x3FilterGradient', attributes, [x, dy]);
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
  return (
    [a.strides].flat().every((stride) => stride === 1) &&
    isUndilated(a) &&
    a.pad === 'same' &&
    rows === 3 &&
    columns === 3 &&
    [height, width].every((size) => isMultiple(size, addon!.tile)) &&
    [inChannels, outChannels].every((channels) => isMultiple(channels, addon!.lanes))
  );
}

/** Without dilation, and with channels last. */
function isUndilated({ dilations = 1, dataFormat = 'NHWC' }: ConvolutionAttributes): boolean {
  return [dilations].flat().every((step) => step === 1) && dataFormat === 'NHWC';
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
