import type { LayoutAxis } from 'plotly.js-dist';

/** A tick of an axis. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** An axis on paper: data values to pixels, and its ticks. */
export interface Scale {
  readonly axis: LayoutAxis;
  /** Pixels of a value, or of a category by its name. */
  at(value: unknown): number;
  readonly start: number;
  readonly end: number;
  readonly ticks: readonly Tick[];
}

/** The scale of an axis between two pixels, over its own range or, without one, over `values`. */
export function scaleOf(axis: LayoutAxis, start: number, end: number, values: readonly unknown[]): Scale {
  const categories = categoriesOf(axis, values);
  const number = (value: unknown) => (categories.length ? categories.indexOf(String(value)) : Number(value));
  const [low, high] = rangeOf(axis, categories, values.map(number).filter(Number.isFinite));
  const at = (value: unknown) => {
    const v = typeof value === 'number' ? value : number(value);
    return start + ((v - low) / (high - low)) * (end - start);
  };
  return { axis, at, start, end, ticks: ticksOf(axis, categories, low, high) };
}

function categoriesOf(axis: LayoutAxis, values: readonly unknown[]): string[] {
  if (axis.categoryarray) return Array.from(axis.categoryarray as string[]);
  return [...new Set(values.filter((value): value is string => typeof value === 'string'))];
}

function rangeOf(axis: LayoutAxis, categories: string[], values: number[]): [number, number] {
  if (axis.range) return [Number(axis.range[0]), Number(axis.range[1])];
  if (categories.length) return [-0.5, categories.length - 0.5];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(high > low)) return [low - 1 || 0, high + 1 || 1];
  const pad = 0.05 * (high - low);
  return [low === 0 ? 0 : low - pad, high + pad];
}

function ticksOf(axis: LayoutAxis, categories: string[], low: number, high: number): Tick[] {
  const inside = (value: number) => value >= Math.min(low, high) && value <= Math.max(low, high);
  if (axis.tickvals) {
    const labels = (axis.ticktext ?? []) as string[];
    const all = (axis.tickvals as number[]).map((value, k) => ({ value, label: String(labels[k] ?? value) }));
    return all.filter((tick) => inside(tick.value));
  }
  if (categories.length)
    return categories.map((label, value) => ({ value, label })).filter((t) => inside(t.value));
  const step = niceStep(Math.abs(high - low) / 7);
  const first = Math.ceil(Math.min(low, high) / step);
  const last = Math.floor(Math.max(low, high) / step);
  return Array.from({ length: last - first + 1 }, (_, k) => {
    const value = Number(((first + k) * step).toPrecision(12));
    return { value, label: axis.tickformat === '.0%' ? `${Math.round(100 * value)}%` : String(value) };
  });
}

/** The smallest of 1, 2, 5 times a power of ten that is at least `size`. */
function niceStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  return power * ([1, 2, 5].find((m) => m * power >= size * 0.999) ?? 10);
}
