import { unzipSync } from 'fflate';
import type { HostTensor } from '../../model/weights';
import type { NamedArrays, Refusal } from './arrays';
import { parseNpy } from './npy';

/** The arrays of `numpy.savez` or `numpy.savez_compressed`, a zip of `.npy` files. */
export function readNpz(bytes: Uint8Array, refuse: Refusal): NamedArrays {
  const arrays = new Map<string, HostTensor>();
  for (const [file, content] of Object.entries(unzipped(bytes, refuse))) {
    const name = file.replace(/\.npy$/, '');
    arrays.set(
      name,
      parseNpy(content, (given, ...rest) => refuse(`${given} as ${name}`, ...rest)),
    );
  }
  return arrays;
}

function unzipped(bytes: Uint8Array, refuse: Refusal): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes);
  } catch (cause) {
    throw refuse('bytes that are no zip', 'what numpy.savez writes', cause);
  }
}
