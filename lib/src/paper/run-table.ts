import { bool, dictionary, float64, tableFromArrays, tableToIPC, utf8 } from '@uwdata/flechette';
import type { Cell, RunColumns } from './collect';

/**
 * A table over runs as an Arrow IPC file: text as dictionaries, truth values as booleans, numbers in double precision, so
 * that claims judged on it again come out the same. (Tables of the first version have measures in single precision.)
 */
export function runTableArrow(columns: RunColumns): Uint8Array {
  const types = Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, typeOf(name, values)]),
  );
  // It takes `null` for what is absent.
  const arrays = columns as Record<string, Cell[]>;
  return tableToIPC(tableFromArrays(arrays, { types }), { format: 'file' })!;
}

function typeOf(name: string, values: readonly Cell[]) {
  const kind = typeof values.find((value) => value !== null);
  if (kind === 'string') return dictionary(utf8());
  if (kind === 'boolean' || name.startsWith('claim ')) return bool();
  return float64();
}
