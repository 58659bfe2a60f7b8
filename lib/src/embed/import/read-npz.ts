import { beyondLimit, type Source, unpackedLimit } from '../../data/files/limits';
import { openMember, zipMembers } from '../../data/files/zip';
import { type NamedArrays, type Refusal, refusalOf } from './arrays';
import { readNpy } from './npy';

/** The arrays of `numpy.savez` or `numpy.savez_compressed`, a zip of `.npy` files. */
export async function readNpz(file: Source, refuse: Refusal): Promise<NamedArrays> {
  const members = await zipMembers(file, refuse);
  const limit = unpackedLimit(file.size);
  let unpacked = 0;
  const reading = members.map((member) => {
    const name = member.name.replace(/\.npy$/, '');
    const read = async () => {
      unpacked += member.deflated ? member.size : 0;
      if (unpacked > limit) throw refuse(...beyondLimit(unpacked, limit));
      const refuseMember = refusalOf(name, refuse);
      const { source, finish } = await openMember(file, member, refuseMember);
      const array = await readNpy(source, limit, refuseMember);
      finish();
      return array;
    };
    return [name, read] as const;
  });
  return new Map(reading);
}
