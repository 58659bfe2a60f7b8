/** What stands for a value that is not there. */
export const ABSENT = '–';

/**
 * One format for a column of numbers: integers with thousands separators; fractions with as many decimals as give
 * the largest four significant digits, at most six.
 */
export function columnFormat(values: readonly number[]): (value: number) => string {
  const sizes = values.filter(Number.isFinite).map(Math.abs);
  if (sizes.every(Number.isInteger)) return (value) => value.toLocaleString('en-US');
  const decimals = Math.min(6, Math.max(0, 3 - magnitude(Math.max(...sizes))));
  return (value) =>
    value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Power of ten of the first digit: 98.2 -> 1, 0.12 -> -1. */
function magnitude(size: number): number {
  return size === 0 ? 0 : Math.floor(Math.log10(size));
}

/** One number by itself, with at most four significant digits: 72.5612 -> `72.56`, 14.1 -> `14.1`, 12406 -> `12,406`. */
export function sensible(value: number): string {
  if (!Number.isFinite(value)) return ABSENT;
  const decimals = Math.min(6, Math.max(0, 3 - magnitude(Math.abs(value))));
  return value.toLocaleString('en-US', { maximumFractionDigits: decimals });
}
