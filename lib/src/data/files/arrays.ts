import type { Refusal } from '../../errors';

/** A tensor in plain memory, row-major. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Text, such as the names of classes. */
interface TextArray {
  readonly shape: readonly number[];
  /** `[n]`. */
  readonly text: readonly string[];
}

/** Numbers are float32, whatever they were stored as. */
export type ReadArray = HostTensor | TextArray;

/** The arrays of a file by their name; each is read when it is called for. */
export type NamedArrays = ReadonlyMap<string, () => Promise<ReadArray>>;

export type { Refusal };

/** As {@link Refusal}, naming the array `name` of the file. */
export function refusalOf(name: string, refuse: Refusal): Refusal {
  return (given, ...rest) => refuse(`${given} as ${name}`, ...rest);
}

/** A file that a reader takes arrays from; `closing` is done with it when all of them have been read. */
export interface ArrayFile {
  readonly arrays: NamedArrays;
  readonly close: () => Promise<void>;
}
