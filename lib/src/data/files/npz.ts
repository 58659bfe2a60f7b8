import { type NamedArrays, type Refusal, refusalOf } from './arrays';
import { beyondLimit, type Source, unpackedLimit } from './limits';
import { readNpy } from './npy';
import { openMember, zipMembers } from './zip';

/** Reads one array of a zip. */
type NpyReader<T> = (file: Source, limit: number, refuse: Refusal) => Promise<T>;

/** An array in a zip, to be read by `readNpy` as numbers, or by `readNpyBytes` as bytes. */
export type NpzMember = <T>(read: NpyReader<T>) => Promise<T>;

/** The arrays of `numpy.savez` or `numpy.savez_compressed`, a zip of `.npy` files. */
export async function readNpz(file: Source, refuse: Refusal): Promise<NamedArrays> {
  const members = await npzMembers(file, refuse);
  return new Map([...members].map(([name, open]) => [name, () => open(readNpy)]));
}

/** The arrays of such a zip by name, none of them read yet. */
export async function npzMembers(file: Source, refuse: Refusal): Promise<ReadonlyMap<string, NpzMember>> {
  const members = await zipMembers(file, refuse);
  const limit = unpackedLimit(file.size);
  let unpacked = 0;
  const opening = members.map((member) => {
    const name = member.name.replace(/\.npy$/, '');
    const open: NpzMember = async (read) => {
      unpacked += member.deflated ? member.size : 0;
      if (unpacked > limit) throw refuse(...beyondLimit(unpacked, limit));
      const refuseMember = refusalOf(name, refuse);
      const { source, finish } = await openMember(file, member, refuseMember);
      const array = await read(source, limit, refuseMember);
      finish();
      return array;
    };
    return [name, open] as const;
  });
  return new Map(opening);
}
