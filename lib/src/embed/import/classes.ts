import type { ReadArray, Refusal } from '../../data/files/arrays';

/** The classes of both sets as numbers from 0 on, what they are called, and what had to be done for it. */
export interface Classes {
  readonly train: Int32Array;
  readonly test: Int32Array;
  /** Names that the labels bring along; null for numbers. */
  readonly names: readonly string[] | null;
  /** A clause for the printed line; null where the labels are classes from 0 on. */
  readonly said: string | null;
}

/** How a set is refused, and how messages name its labels. */
export interface Labels {
  readonly label: ReadArray;
  readonly refuse: Refusal;
}

/**
 * Labels as classes from 0 to C - 1: as they are; one-hot; names, in the given order or in that of the alphabet, as ImageFolder
 * and scikit-learn number them; or C other whole numbers, by size. Refuses all else.
 */
export function classesOf(
  train: Labels,
  test: Labels,
  C: number,
  names: readonly string[] | undefined,
): Classes {
  const [first, second] = [train.label, test.label];
  if ('text' in first || 'text' in second) return named(train, test, C, names);
  if (first.shape.length === 2 && first.shape[1] > 1) return oneHot(train, test, C);
  const values = [first.data, second.data];
  const asTheyAre = values.every((data) => data.every((y) => Number.isInteger(y) && y >= 0 && y < C));
  if (asTheyAre)
    return { train: Int32Array.from(values[0]), test: Int32Array.from(values[1]), names: null, said: null };
  const distinct = [...new Set([...values[0], ...values[1]])].sort((a, b) => a - b);
  if (distinct.length !== C || !distinct.every(Number.isInteger))
    throw wrongLabel(train, C) ?? wrongLabel(test, C);
  const [a, b] = values.map((data) => Int32Array.from(data, (y) => distinct.indexOf(y)));
  return { train: a, test: b, names: null, said: `labels ${listed(distinct)} as classes 0 to ${C - 1}` };
}

function named(train: Labels, test: Labels, C: number, given: readonly string[] | undefined): Classes {
  const texts = [train, test].map(({ label, refuse }) => {
    if (!('text' in label)) throw refuse('labels of numbers beside labels of text', 'labels of one kind');
    return label.text;
  });
  const order = given ?? [...new Set([...texts[0], ...texts[1]])].sort();
  if (order.length !== C)
    throw train.refuse(
      `${order.length} names in label: ${listed(order)}`,
      `${C} classes, as there are logits`,
    );
  const place = new Map(order.map((name, c) => [name, c]));
  const numbers = [train, test].map(({ refuse }, k) =>
    Int32Array.from(texts[k], (name, i) => {
      const c = place.get(name);
      if (c === undefined) throw refuse(`label[${i}] = ${JSON.stringify(name)}`, `one of ${listed(order)}`);
      return c;
    }),
  );
  const said = `labels ${listed(order)} as classes 0 to ${C - 1}`;
  return { train: numbers[0], test: numbers[1], names: order, said };
}

function oneHot(train: Labels, test: Labels, C: number): Classes {
  const numbers = [train, test].map(({ label, refuse }) => {
    if (!('data' in label) || label.shape[1] !== C)
      throw refuse(
        `label of [${label.shape}]`,
        `[${label.shape[0]}], or [${label.shape[0]}, ${C}] of 0 and 1`,
      );
    return Int32Array.from({ length: label.shape[0] }, (_, i) => {
      const row = label.data.subarray(i * C, (i + 1) * C);
      const c = row.indexOf(1);
      if (c < 0 || row.some((value, k) => value !== (k === c ? 1 : 0)))
        throw refuse(`label[${i}] = [${row}]`, 'one 1 and else 0 in each row');
      return c;
    });
  });
  return { train: numbers[0], test: numbers[1], names: null, said: 'label as one-hot' };
}

function wrongLabel({ label, refuse }: Labels, C: number): Error | undefined {
  if (!('data' in label)) return undefined;
  const wrong = label.data.findIndex((y) => !(Number.isInteger(y) && y >= 0 && y < C));
  return wrong < 0
    ? undefined
    : refuse(`label[${wrong}] = ${label.data[wrong]}`, `a class from 0 to ${C - 1}`);
}

function listed(values: readonly (string | number)[]): string {
  return values.length > 10 ? `${values.slice(0, 9).join(', ')} … ${values.at(-1)}` : values.join(', ');
}
