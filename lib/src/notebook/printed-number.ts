import { type ComparisonRow, printedDigits } from '../paper/compare';

/** What decides how a published number, and one of ours beside it, is printed. */
type Printed = Pick<ComparisonRow, 'paper' | 'unit' | 'op'>;

/** The paper's number with its operator: `> 94`. */
export function paperText(row: Printed): string {
  const value = asPrinted(row, row.paper);
  return row.op === '=' ? value : `${row.op} ${value}`;
}

/** One of ours with the paper's digits after the point, but at least two for a value that is no whole number. */
export function asPrinted({ paper, unit }: Printed, value: number): string {
  const printed = printedDigits({ value: paper, unit });
  return value.toFixed(Number.isInteger(value) ? printed : Math.max(2, printed));
}
