/** What stands for a value that is not there. */
export const ABSENT = '–';

/** The largest share of a number that rounding it for a column may take away or add. */
const LOST = 0.5;

/**
 * One format for a column of numbers: integers with thousands separators; fractions with as many decimals as give
 * the largest four significant digits, at most six. A number that these decimals would round away is written with its
 * own: `0.3` beside `12,345`.
 */
export function columnFormat(values: readonly number[]): (value: number) => string {
  const finite = values.filter(Number.isFinite);
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (finite.every(Number.isInteger)) return (value) => withDecimals(value, 0, 0);
  const decimals = decimalsOf(largest);
  return (value) => {
    const lost = Math.abs(value - Number(value.toFixed(decimals)));
    return lost <= LOST * Math.abs(value) || !Number.isFinite(value)
      ? withDecimals(value, decimals, decimals)
      : Math.abs(value) < 5e-7
        ? value.toExponential(1)
        : sensible(value);
  };
}

/** One number by itself, with at most four significant digits: 72.5612 -> `72.56`, 14.1 -> `14.1`, 12406 -> `12,406`. */
export function sensible(value: number): string {
  return Number.isFinite(value) ? withDecimals(value, 0, decimalsOf(Math.abs(value))) : ABSENT;
}

/** Numbers of more than fifteen digits, none of which means anything, as a power of ten. */
function withDecimals(value: number, least: number, most: number): string {
  if (Number.isFinite(value) && Math.abs(value) >= 1e15) return value.toExponential(3);
  return formatOf(least, most).format(value);
}

const formats = new Map<string, Intl.NumberFormat>();

/** Made once: to make one takes much longer than to use it. */
function formatOf(least: number, most: number): Intl.NumberFormat {
  const name = `${least} ${most}`;
  const known = formats.get(name);
  if (known) return known;
  const made = new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: most });
  formats.set(name, made);
  return made;
}

/** Decimals that give a number of this size four significant digits: 98.2 -> 2, 0.12 -> 4. */
function decimalsOf(size: number): number {
  const magnitude = size === 0 ? 0 : Math.floor(Math.log10(size));
  return Math.min(6, Math.max(0, 3 - magnitude));
}
