import type { PerClass } from '../../measure/per-class';
import type { ClassAxis } from './figure';

/** A share in words: 0.4167 -> `41.7 %`; null -> `unknown`. */
export function percent(fraction: number | null, digits = 1): string {
  if (fraction === null) return 'unknown';
  return `${(100 * fraction).toFixed(digits)} %`;
}

/** A number with about three significant digits: 9.1036 -> `9.10`, 0.0123 -> `0.0123`, 12406 -> `12,406`. */
export function short(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  if (size >= 1) return value.toFixed(2);
  return value.toPrecision(3);
}

/** `truck (n = 50)`, or `truck` where the number of training images is not known. */
export function className(axis: ClassAxis, c: number): string {
  const count = axis.counts?.[c];
  return count === undefined ? axis.classNames[c] : `${axis.classNames[c]} (n = ${short(count)})`;
}

/** The values that are there. */
export function known(values: PerClass): number[] {
  return values.filter((v): v is number => v !== null && Number.isFinite(v));
}

/** `from 1.84 to 9.10`, or `unknown` for no values. */
export function span(values: PerClass, format: (value: number) => string = short): string {
  const there = known(values);
  if (there.length === 0) return 'unknown';
  return `from ${format(Math.min(...there))} to ${format(Math.max(...there))}`;
}
