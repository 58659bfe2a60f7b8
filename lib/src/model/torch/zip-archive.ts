import type { Source } from '../../data/files/limits';
import { readFloats } from '../../data/files/number-formats';
import { readPickle } from '../../data/files/pickle';
import { openMember, type ZipMember, zipMembers } from '../../data/files/zip';
import type { Refusal } from '../../errors';
import { LONGEST_PICKLE, MAKERS, storageOf, type TorchFile } from './tensors';

// What torch.save writes since PyTorch 1.6: a zip, nothing in it compressed, all under one folder that is named as the file was:
//
//     NAME/data.pkl    the pickle; a tensor's storage is a persistent id with the key K
//     NAME/data/K      the numbers of a storage
//     NAME/byteorder   `little`, since 2.1
//
// Source: PyTorch's torch/serialization.py, caffe2/serialize/inline_container.h

const MAGIC = 0x04034b50;

/** Whether a file begins as a zip does. */
export async function isZip(file: Source): Promise<boolean> {
  if (file.size < 4) return false;
  const start = new Uint8Array(4);
  await file.fill(0, start);
  return new DataView(start.buffer).getUint32(0, true) === MAGIC;
}

/** Opens the zip that torch.save wrote; CRC-32s are compared. Throws what `refuse` makes. */
export async function openZip(file: Source, refuseFile: Refusal): Promise<TorchFile> {
  const refuse: Refusal = (given, expected, cause) =>
    refuseFile(given, expected.replace('numpy.savez', 'torch.save'), cause);
  const members = new Map<string, ZipMember>();
  for (const member of await zipMembers(file, refuse))
    members.set(member.name.slice(member.name.indexOf('/') + 1), member);
  const found = (name: string): ZipMember => {
    const member = members.get(name);
    if (member && !member.deflated) return member;
    const names = [...members.keys()].slice(0, 5).join(', ');
    throw refuse(
      `a zip without ${name}${member ? ' that is not compressed' : ''} (it has ${names})`,
      'what torch.save writes',
    );
  };
  const content = async (name: string): Promise<Uint8Array> => {
    const { source, finish } = await openMember(file, found(name), refuse);
    if (source.size > LONGEST_PICKLE)
      throw refuse(`${name} of ${source.size} bytes`, `one of up to ${LONGEST_PICKLE}`);
    const bytes = new Uint8Array(source.size);
    await source.fill(0, bytes);
    finish();
    return bytes;
  };
  if (members.has('constants.pkl'))
    throw refuse(
      'a TorchScript archive (torch.jit.save), which is a program',
      'a state_dict as torch.save writes it',
    );
  if (members.has('byteorder') && new TextDecoder().decode(await content('byteorder')) !== 'little')
    throw refuse('numbers in big-endian order', 'little-endian');
  const known = { makers: MAKERS, refuse, persistent: (id: unknown) => storageOf(id, refuse) };
  const { value: root } = readPickle(await content('data.pkl'), 0, known);
  return {
    root,
    numbers: async ({ key }, numel, format) => {
      const { source, finish } = await openMember(file, found(`data/${key}`), refuse);
      if (numel * format.width !== source.size)
        throw refuse(`${source.size} bytes in data/${key}`, `${numel * format.width}, as its tensors say`);
      const numbers = await readFloats(source, 0, numel, format);
      finish();
      return numbers;
    },
  };
}
