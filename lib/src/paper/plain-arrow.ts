import { type Table, tableFromIPC } from '@uwdata/flechette';
import { type ArrowBatch, type ArrowField, readArrowFile } from '../embed/import/arrow-file';
import { UserError } from '../errors';

/** Arrow's numbers of the types that a table over runs has: whole numbers, numbers, text, truth values. */
const PLAIN = [2, 3, 5, 6];
const TEXT = 5;

/**
 * An Arrow file of plain columns. Before any value is read, each column's length is held against the bytes that it has, as a
 * damaged file may claim any. Throws RangeError or UserError where it is none.
 */
export async function readPlainArrow(bytes: Uint8Array): Promise<Table> {
  const file = {
    size: bytes.length,
    fill: async (at: number, target: Uint8Array) => target.set(bytes.subarray(at, at + target.length)),
  };
  const refuse = (given: string, expected: string, cause?: unknown) =>
    new UserError({ where: 'the table', given, expected, remedy: 'Write it again.' }, { cause });
  const { fields, batches, dictionaries } = await readArrowFile(file, refuse);
  for (const batch of batches) requireRoom(batch, fields);
  for (const field of fields) {
    if (!PLAIN.includes(field.type) || field.children.length > 0)
      throw new RangeError(`type ${field.type} of the column ${field.name}`);
    for (const batch of field.dictionary ? (dictionaries.get(field.dictionary.id) ?? []) : [])
      requireRoom(batch, [{ ...field, dictionary: null }]);
  }
  return tableFromIPC(messages(bytes));
}

/** A value takes a bit or more, in the buffer after the one that says which values there are. */
function requireRoom({ table, bodyLength }: ArrowBatch, fields: readonly ArrowField[]): void {
  const [nodes, buffers] = [table.structs(6, 2), table.structs(8, 2)];
  let at = 0;
  let used = 0;
  for (const [k, { name, type, dictionary }] of fields.entries()) {
    const [[length], [, room]] = [nodes.at(k), buffers.at(at + 1)];
    if (length !== table.size(4) || length > 8 * room) throw new RangeError(`${length} rows of ${name}`);
    at += type === TEXT && !dictionary ? 3 : 2;
    used += room;
  }
  if (used > bodyLength) throw new RangeError('columns that overlap');
}

/** The messages that were looked at, without the directory behind them, which could name others. */
function messages(bytes: Uint8Array): Uint8Array {
  const last = bytes.length - 10;
  const directory = new DataView(bytes.buffer, bytes.byteOffset).getInt32(last, true);
  return bytes.slice(8, last - directory);
}
