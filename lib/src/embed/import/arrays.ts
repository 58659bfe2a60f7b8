import type { UserError } from '../../errors';
import type { HostTensor } from '../../model/weights';

/** The numeric arrays of a file by their name; float32, whatever they were stored as. */
export type NamedArrays = ReadonlyMap<string, HostTensor>;

/** Makes the error of one reader for what a user's file lacks. */
export type Refusal = (given: string, expected: string, cause?: unknown) => UserError;
