import type { NamedArrays, ReadArray, Refusal } from '../../data/files/arrays';
import type { Source } from '../../data/files/limits';
import { beyondLimit, unpackedLimit } from '../../data/files/limits';
import { FloatList, MOST_COLUMNS } from './float-list';
import { linesOf } from './lines';

/** A column that grows: of numbers, until it holds something else. */
interface Column {
  readonly numbers: FloatList;
  texts: string[] | null;
}

/** Characters of one row; linesOf has the same bound for a line. */
const LONGEST_ROW = 64 << 20;

/**
 * The columns of a table in text, a line a row, names in the first line (RFC 4180). Values may stand in double quotes, and go on
 * over the end of a line in them. Where the names are apart by semicolons or tabs, all is, and behind semicolons a comma is the
 * decimal sign, as spreadsheets write it in many countries. A column whose values are all numbers is one of numbers; `nan` and
 * nothing are not.
 */
export async function readCsv(file: Source, usual: string, refuse: Refusal): Promise<NamedArrays> {
  const columns = new Map<string, Column>();
  let names: readonly string[] = [];
  let separator = usual;
  let n = 0;
  let texts = 0;
  const limit = unpackedLimit(file.size);
  const note = (text: string) => {
    texts += 40 + 2 * text.length;
    if (texts > limit) throw refuse(...beyondLimit(texts, limit));
  };
  for await (const row of rowsOf(file, refuse)) {
    if (row === '') continue;
    if (names.length === 0) {
      separator = [usual, ';', '\t'].find((one) => cells(row, one).length > 1) ?? usual;
      names = cells(row, separator).map((name) => name.trim());
      if (names.length > MOST_COLUMNS) throw refuse(`${names.length} columns`, `at most ${MOST_COLUMNS}`);
      for (const name of names) columns.set(name, { numbers: new FloatList(), texts: null });
      if (columns.size !== names.length) throw refuse('two columns of one name', 'a name for each column');
      continue;
    }
    const values = cells(row, separator);
    if (values.length !== names.length)
      throw refuse(`${values.length} values in row ${n}`, `${names.length}, as there are names`);
    for (const [k, name] of names.entries()) put(columns.get(name)!, values[k], separator === ';', note);
    n++;
  }
  return new Map([...columns].map(([name, column]) => [name, async () => arrayOf(column, n)]));
}

/** Lines, those joined that a quoted value goes on over: quotes come in pairs. */
async function* rowsOf(file: Source, refuse: Refusal): AsyncGenerator<string> {
  let open: string | null = null;
  for await (const line of linesOf(file, refuse)) {
    const row: string = open === null ? line : `${open}\n${line}`;
    const pairs = !line.includes('"') || line.split('"').length % 2 === 1;
    if (pairs === (open === null)) {
      open = null;
      yield row;
    } else open = row;
    if (row.length > LONGEST_ROW)
      throw refuse('a row of more than 64 MiB', 'a quote at the end of each value');
  }
  if (open !== null) throw refuse('a quote that is never closed', 'quotes in pairs');
}

function put(column: Column, cell: string, commas: boolean, note: (text: string) => void): void {
  const value = cell.trim() === '' ? Number.NaN : Number(commas ? cell.replace(',', '.') : cell);
  if (!column.texts && Number.isNaN(value)) {
    column.texts = Array.from(column.numbers.values(), String);
    column.texts.forEach(note);
  }
  if (column.texts) {
    note(cell);
    column.texts.push(cell);
    return;
  }
  column.numbers.push(value);
}

function arrayOf({ numbers, texts }: Column, n: number): ReadArray {
  return texts ? { shape: [n], text: texts } : { shape: [n], data: numbers.values() };
}

function cells(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator);
  const found: string[] = [];
  for (let at = 0; at <= line.length; at++) {
    if (line[at] !== '"') {
      const end = line.indexOf(separator, at);
      found.push(line.slice(at, end < 0 ? undefined : end));
      at = end < 0 ? line.length : end;
      continue;
    }
    let text = '';
    for (at++; at < line.length; at++) {
      if (line[at] === '"' && line[++at] !== '"') break;
      text += line[at];
    }
    found.push(text);
  }
  return found;
}
