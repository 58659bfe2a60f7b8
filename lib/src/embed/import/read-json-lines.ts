import { type NamedArrays, type ReadArray, type Refusal, refusalOf } from '../../data/files/arrays';
import { beyondLimit, type Source, unpackedLimit } from '../../data/files/limits';
import { FloatList, MOST_COLUMNS } from './float-list';
import { linesOf } from './lines';

/** What the rows so far have under one name. */
interface Column {
  readonly numbers: FloatList;
  readonly texts: string[];
  /** Numbers in each row's list; null where each row has one number or text. */
  width: number | null;
  rows: number;
  /** Why it is no array; null as long as it is one. */
  wrong: string | null;
}

/**
 * The arrays of JSON lines, an object a row: numbers and texts as `[n]`, lists of numbers as `[n, width]`. What is neither, or
 * not in every row, is refused when it is asked for. `null` is not a number, as pandas writes it.
 */
export async function readJsonLines(file: Source, refuse: Refusal): Promise<NamedArrays> {
  const columns = new Map<string, Column>();
  const limit = unpackedLimit(file.size);
  let [n, texts] = [0, 0];
  for await (const line of linesOf(file, refuse)) {
    if (line.trim() === '') continue;
    for (const [name, value] of Object.entries(row(line, n, refuse))) {
      let column = columns.get(name);
      if (!column) {
        if (columns.size === MOST_COLUMNS)
          throw refuse(`more than ${MOST_COLUMNS} names`, 'lists of numbers');
        const width = Array.isArray(value) ? value.length : null;
        column = { numbers: new FloatList(), texts: [], width, rows: 0, wrong: null };
        columns.set(name, column);
      }
      if (typeof value === 'string') texts += 40 + 2 * value.length;
      if (texts > limit) throw refuse(...beyondLimit(texts, limit));
      put(column, value, n);
    }
    n++;
  }
  const arrays = [...columns].map(([name, column]) => {
    return [name, async () => arrayOf(column, n, refusalOf(name, refuse))] as const;
  });
  return new Map(arrays);
}

function row(line: string, n: number, refuse: Refusal): object {
  const damaged = (cause?: unknown) => refuse(`row ${n}, which is no JSON object`, 'an object a line', cause);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw damaged(cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged();
  return value;
}

function put(column: Column, value: unknown, n: number): void {
  const list = Array.isArray(value) ? value : [value];
  if (column.wrong !== null) return;
  if (column.rows !== n) column.wrong = `rows without it, the first of them ${column.rows}`;
  else if ((Array.isArray(value) ? list.length : null) !== column.width)
    column.wrong = `row ${n} of ${shown(value)}`;
  for (const item of list) {
    if (typeof item === 'string' && column.width === null) column.texts.push(item);
    else if (typeof item === 'number' || item === null) column.numbers.push(item ?? Number.NaN);
    else column.wrong ??= `row ${n} of ${shown(value)}`;
  }
  column.rows++;
}

function shown(value: unknown): string {
  return Array.isArray(value) ? `a list of ${value.length}` : (JSON.stringify(value)?.slice(0, 100) ?? '');
}

function arrayOf({ numbers, texts, width, rows, wrong }: Column, n: number, refuse: Refusal): ReadArray {
  const mixed = texts.length > 0 && numbers.length > 0 ? 'numbers and texts' : null;
  const missing = rows < n ? `rows without it, the first of them ${rows}` : null;
  const why = wrong ?? missing ?? mixed;
  if (why !== null) throw refuse(why, 'a number, a text or a list of numbers in each row, all of one length');
  if (texts.length > 0) return { shape: [n], text: texts };
  return { shape: width === null ? [n] : [n, width], data: numbers.values() };
}
