import { UserError } from '../errors';
import { checksumOf } from '../model/checksum';
import { readSafetensors, writeSafetensors } from '../model/safetensors';
import type { Weights } from '../model/weights';
import type { Snapshot } from '../train/trainer';

/** Training between two epochs, as `checkpoint.safetensors` keeps it. */
export interface TrainingState {
  /** The last epoch that is done. */
  readonly epoch: number;
  readonly snapshot: Snapshot;
}

const PARTS = ['weights', 'velocity'] as const;

/** Writes the state with a checksum of all of it. */
export function writeState(file: string, { epoch, snapshot }: TrainingState): Promise<void> {
  const tensors = new Map(
    PARTS.flatMap((part) =>
      [...snapshot[part]].map(([name, tensor]) => [`${part}/${name}`, tensor] as const),
    ),
  );
  const said = String(epoch);
  return writeSafetensors(file, tensors, { epoch: said, checksum: checksumOf(tensors, said) });
}

/**
 * Reads the state. Throws UserError where its epoch is not one of 1 to `epochs`, or its checksum is not that of its content;
 * a run from before there were checksums (`checked` false) may have none.
 */
export async function readState(file: string, epochs: number, checked: boolean): Promise<TrainingState> {
  const { tensors, metadata } = await readSafetensors(file);
  const { epoch: said = 'none', checksum } = metadata;
  const epoch = Number(said);
  if (!/^\d+$/.test(said) || epoch < 1 || epoch > epochs)
    throw damaged(file, `epoch ${said}`, `an epoch from 1 to ${epochs}`);
  if ((checked || checksum !== undefined) && checksum !== checksumOf(tensors, said))
    throw damaged(file, 'a content that is not the one that was written', 'the content of its checksum');
  const part = (prefix: string): Weights => {
    const own = [...tensors].filter(([name]) => name.startsWith(`${prefix}/`));
    return new Map(own.map(([name, tensor]) => [name.slice(prefix.length + 1), tensor]));
  };
  return { epoch, snapshot: { weights: part('weights'), velocity: part('velocity') } };
}

/** The error on a run whose training cannot go on from its files. */
export function damaged(where: string, given: string, expected: string): UserError {
  const remedy = 'Restore the run’s folder, or remove it and train again.';
  return new UserError({ where, given, expected, remedy });
}
