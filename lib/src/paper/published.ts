import { UserError } from '../errors';
import { inWords } from '../options';
import rows from './published.json';

/** How a published number relates to the quantity: `~` about, `<=~` at most about. */
export type Operator = '=' | '<=' | '>=' | '>' | '~' | '<=~';

/** One number that the paper, or its authors elsewhere, published. */
export interface PublishedNumber {
  /** `T` table, `S` section of the text, `SET` set-up, `REPO` the authors' public files: `T1.cifar.ce.balanced`. */
  readonly id: string;
  readonly op: Operator;
  /** In `unit`, so percent where the paper prints percent. */
  readonly value: number;
  readonly unit: string;
  readonly where: string;
  readonly note: string;
}

/** Every published number, in the order of the paper. */
export const published: readonly PublishedNumber[] = rows as readonly PublishedNumber[];

const byId = new Map(published.map((row) => [row.id, row]));

/** The published number of that id. Throws UserError if there is none. */
export function publishedNumber(id: string): PublishedNumber {
  const row = byId.get(id);
  if (row) return row;
  const family = String(id).split('.')[0];
  const relatives = published.filter((other) => other.id.startsWith(`${family}.`)).map((other) => other.id);
  throw new UserError({
    where: 'publishedNumber',
    given: `id ${inWords(id)}`,
    expected: relatives.length > 0 ? `one of ${relatives.join(', ')}` : 'an id such as T1.cifar.ce.balanced',
    remedy: 'Look the id up in `published`.',
  });
}
