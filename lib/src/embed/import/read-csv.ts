import type { NamedArrays, ReadArray, Refusal } from '../../data/files/arrays';
import type { Source } from '../../data/files/limits';
import { beyondLimit, unpackedLimit } from '../../data/files/limits';
import { FloatList } from './float-list';
import { linesOf } from './lines';

/** A column that grows: of numbers, until it holds something else. */
interface Column {
  readonly numbers: FloatList;
  texts: string[] | null;
}

/**
 * The columns of a table in text, a line a row, names in the first line (RFC 4180). Values may stand in double quotes, but not
 * go on over the end of a line. A column whose values are all numbers is one of numbers; `nan` and nothing are not.
 */
export async function readCsv(file: Source, separator: string, refuse: Refusal): Promise<NamedArrays> {
  const columns = new Map<string, Column>();
  let names: readonly string[] = [];
  let n = 0;
  let texts = 0;
  const limit = unpackedLimit(file.size);
  const note = (text: string) => {
    texts += 40 + 2 * text.length;
    if (texts > limit) throw refuse(...beyondLimit(texts, limit));
  };
  for await (const line of linesOf(file, refuse)) {
    if (line === '') continue;
    const values = cells(line, separator);
    if (names.length === 0) {
      names = values.map((name) => name.trim());
      for (const name of names) columns.set(name, { numbers: new FloatList(), texts: null });
      if (columns.size !== names.length) throw refuse('two columns of one name', 'a name for each column');
      continue;
    }
    if (values.length !== names.length)
      throw refuse(`${values.length} values in row ${n}`, `${names.length}, as there are names`);
    for (const [k, name] of names.entries()) put(columns.get(name)!, values[k], note);
    n++;
  }
  return new Map([...columns].map(([name, column]) => [name, async () => arrayOf(column, n)]));
}

function put(column: Column, cell: string, note: (text: string) => void): void {
  const value = cell.trim() === '' ? Number.NaN : Number(cell);
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
