import { setVariable } from '../machine';

/**
 * What matrix products and convolutions may round their inputs to, where the processor is faster with it:
 * `float32` nothing; `bf16` 8 bits of mantissa, on CPUs; `tf32` 11 bits, on NVIDIA GPUs. Sums stay in float32.
 */
export type Precision = (typeof PRECISIONS)[number];

/** All of them, the default first. */
export const PRECISIONS = ['float32', 'bf16', 'tf32'] as const;

/** Tells TensorFlow; it looks once, when it is loaded. On GPUs its own default is tf32. */
export function setPrecision(precision: Precision): void {
  setVariable('ONEDNN_DEFAULT_FPMATH_MODE', precision === 'bf16' ? 'BF16' : 'STRICT');
  setVariable('NVIDIA_TF32_OVERRIDE', precision === 'tf32' ? '1' : '0');
}
