/** A number that may be unknown, because its model is not there or its set is empty: unknown in, unknown out. */
export type Maybe = number | null | undefined;

type Values = readonly Maybe[] | null | undefined;

/** Values of the classes `from` to `to`, both included. */
export function classes(values: Values, from: number, to: number): readonly Maybe[] | null {
  return values?.slice(from, to + 1) ?? null;
}

/** First entry of each class's row. */
export function firsts(
  rows: readonly (readonly number[] | null)[] | undefined,
): readonly (number | null)[] | null {
  return rows?.map((row) => row?.[0] ?? null) ?? null;
}

/** a / b; null also for b = 0. */
export function quotient(a: Maybe, b: Maybe): number | null {
  return isKnown(a) && isKnown(b) && b !== 0 ? a / b : null;
}

/** Null if one is unknown, as for the two below. */
export function smallest(values: Values): number | null {
  const numbers = allKnown(values);
  return numbers && Math.min(...numbers);
}

export function largest(values: Values): number | null {
  const numbers = allKnown(values);
  return numbers && Math.max(...numbers);
}

/** Mean of all, unknown if one is: unlike `meanOf`, which leaves classes without a value out. */
export function meanOfAll(values: Values): number | null {
  const numbers = allKnown(values);
  return numbers && numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** How many values satisfy `test`. */
export function countOf(values: Values, test: (value: number) => boolean): number | null {
  return allKnown(values)?.filter(test).length ?? null;
}

/** The values if there are some and all are known. */
export function allKnown(values: Values): number[] | null {
  if (!values || values.length === 0) return null;
  const numbers = values.filter(isKnown);
  return numbers.length === values.length ? numbers : null;
}

function isKnown(value: Maybe): value is number {
  return value !== null && value !== undefined;
}
