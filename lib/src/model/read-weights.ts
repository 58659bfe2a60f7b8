import type { Source } from '../data/files/limits';
import { type Refusal, UserError } from '../errors';
import { openFile } from '../machine';
import { refuseFolder, refuseOtherFormats, TELLING } from './other-formats';
import { readSafetensors } from './safetensors';
import { findStateDict } from './torch/state-dict';
import { isFloat } from './torch/tensors';
import { openTorchFile, readTensors } from './torch/torch-file';
import { isZip } from './torch/zip-archive';
import type { HostTensor } from './weights';

/** Weights as a file holds them, by the names in it. */
export interface WeightsFile {
  /** Those of float types, as float32. */
  readonly tensors: ReadonlyMap<string, HostTensor>;
  /** What a safetensors file says beside them. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Where in a checkpoint they were, `state_dict`; empty: nowhere below its top. */
  readonly path: string;
  /** What else stands in the file, by name. */
  readonly leftOut: readonly string[];
}

/**
 * Reads the weights of a network from safetensors, or from what PyTorch's `torch.save` wrote (`.pt`, `.pth`, `.th`, `.pth.tar`,
 * in its zip or its legacy form); the content tells which it is. Nothing in a file is run. Throws UserError where it is
 * neither, is damaged, or asks for anything but tensors and plain containers.
 */
export async function readWeights(file: string): Promise<WeightsFile> {
  const refuse = refusal(file);
  if (/-\d+-of-(?!0*1\.)\d+\.|\.index\.json$/.test(file))
    throw refuse('one of several files that a network lies in', 'one file with all of its tensors');
  refuseFolder(file, 'weights');
  const opened = await openFile(file);
  try {
    const start = new Uint8Array(Math.min(opened.size, TELLING));
    await opened.fill(0, start);
    refuseOtherFormats(file, 'weights', start);
    if (!(await isTorchFile(file, opened, start)))
      return { ...(await readSafetensors(file)), path: '', leftOut: [] };
    const torch = await openTorchFile(opened, refuse);
    const { path, tensors, leftOut } = findStateDict(torch.root, refuse);
    const floats = new Map([...tensors].filter(([, tensor]) => isFloat(tensor)));
    const others = [...tensors.keys()].filter((name) => !floats.has(name) && !isCounter(name));
    const read = await readTensors(torch, opened.size, floats, refuse);
    return { tensors: read, metadata: {}, path, leftOut: [...leftOut, ...others] };
  } finally {
    await opened.close();
  }
}

/** A zip or a pickle, by its first bytes, or else by its name, unless a safetensors file's header begins at byte 8. */
async function isTorchFile(file: string, opened: Source, start: Uint8Array): Promise<boolean> {
  if (start[8] === '{'.charCodeAt(0)) return false;
  const isPickle = start[0] === 0x80 && start[1] >= 2 && start[1] <= 5;
  return isPickle || (await isZip(opened)) || /\.(pt|pth|th|tar|ckpt|bin)$/i.test(file);
}

/** Batch norm's count of batches, which nothing here uses. */
function isCounter(name: string): boolean {
  return name.endsWith('num_batches_tracked');
}

function refusal(file: string): Refusal {
  const remedy =
    'Save the state_dict of the model again, torch.save(model.state_dict(), "weights.pth"), where you trust the file; docs/bring-your-own.md shows other ways.';
  return (given, expected, cause) =>
    new UserError({ where: `readWeights(${file})`, given, expected, remedy }, { cause });
}
