import { type Table, tableFromIPC } from '@uwdata/flechette';
import type { NamedArrays, Refusal } from './arrays';
import { COLUMNS, columnArrays } from './columns';

/** The columns `fe`, `logits` and `label` of an uncompressed Arrow IPC file or stream; those that are there. */
export function readArrow(bytes: Uint8Array, refuse: Refusal): NamedArrays {
  const table = parse(bytes, refuse);
  const names = COLUMNS.filter((name) => table.names.includes(name));
  return columnArrays(new Map(names.map((name) => [name, table.getChild(name).toArray()])), refuse);
}

function parse(bytes: Uint8Array, refuse: Refusal): Table {
  try {
    return tableFromIPC(bytes);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw refuse(`a file that cannot be read (${reason})`, 'an Arrow IPC file without compression', cause);
  }
}
