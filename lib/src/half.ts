// Own: @petamoriken/float16 brings a whole kind of array for what is a table here.

/** Value of each of the 65,536 half-precision (IEEE 754 binary16) bit patterns. */
const VALUES = Float32Array.from({ length: 65536 }, (_, bits) => decode(bits));

/** Half-precision numbers, given as their bits, as float32; exact. */
export function halvesToFloats(bits: Uint16Array): Float32Array {
  const floats = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) floats[i] = VALUES[bits[i]];
  return floats;
}

/** The nearest half-precision number, of two the even one; exact in float32. Beyond 65,504 there is none. */
export function nearestHalf(value: number): number {
  if (value === 0) return 0;
  const exponent = Math.max(-14, Math.floor(Math.log2(Math.abs(value))));
  const step = 2 ** (exponent - 10);
  const steps = value / step;
  const below = Math.floor(steps);
  const up = steps - below > 0.5 || (steps - below === 0.5 && below % 2 !== 0);
  return step * (up ? below + 1 : below);
}

function decode(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
