import wrapAnsi from 'wrap-ansi';
import { terminalWidth as columns } from '../machine';
import type { TableColumn, TableData } from '../table/table';
import { tableText } from '../table/text';

/** Columns of the terminal; of a file or a pipe, 100. */
export function terminalWidth(): number {
  return columns() ?? 100;
}

/** Text broken at blanks to fit `width`; further lines are indented. */
export function paragraph(text: string, width: number, indent = 2): string {
  return wrapAnsi(text, width - indent).replaceAll('\n', `\n${' '.repeat(indent)}`);
}

/** A table in plain text. One wider than `width` is cut into several, each beginning with the first column. */
export function fittedTable({ columns: [key, ...columns] }: TableData, width: number): string {
  const blocks: TableColumn[][] = [];
  let room = 0;
  for (const column of columns) {
    const needed = 2 + widthOf(column);
    if (needed > room) {
      blocks.push([key]);
      room = width - widthOf(key);
    }
    blocks[blocks.length - 1].push(column);
    room -= needed;
  }
  return blocks.map((block) => wholeTable({ columns: block })).join('\n\n');
}

function widthOf(column: TableColumn): number {
  return Math.max(
    ...wholeTable({ columns: [column] })
      .split('\n')
      .map((line) => line.length),
  );
}

function wholeTable(table: TableData): string {
  return tableText(table, { maxRows: Number.POSITIVE_INFINITY });
}
