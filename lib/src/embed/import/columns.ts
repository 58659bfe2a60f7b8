import type { HostTensor } from '../../model/weights';
import type { NamedArrays, Refusal } from './arrays';

/** The columns of a table that are looked for. */
export const COLUMNS = ['fe', 'logits', 'label'] as const;

/**
 * Columns of a table as arrays: numbers as `[n]`, lists of numbers as `[n, width]`. Refuses text, gaps and lists of
 * unequal length.
 */
export function columnArrays(columns: ReadonlyMap<string, ArrayLike<unknown>>, refuse: Refusal): NamedArrays {
  return new Map([...columns].map(([name, values]) => [name, columnArray(name, values, refuse)]));
}

function columnArray(name: string, values: ArrayLike<unknown>, refuse: Refusal): HostTensor {
  const n = values.length;
  const width = listWidth(values[0]);
  const data = new Float32Array(n * (width ?? 1));
  for (let i = 0; i < n; i++) {
    const value = values[i];
    const row = width === null ? [value] : (value as ArrayLike<unknown>);
    if (width !== null && listWidth(value) !== width)
      throw refuse(`${name}[${i}] of another length than ${width}`, 'lists of one length');
    for (let k = 0; k < row.length; k++) data[i * row.length + k] = numberOf(row[k], `${name}[${i}]`, refuse);
  }
  return { shape: width === null ? [n] : [n, width], data };
}

function listWidth(value: unknown): number | null {
  const list = typeof value === 'object' && value !== null && 'length' in value;
  return list ? (value as ArrayLike<unknown>).length : null;
}

function numberOf(value: unknown, place: string, refuse: Refusal): number {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  throw refuse(`${place} = ${JSON.stringify(value)}`, 'numbers; classes as their number from 0 on');
}
