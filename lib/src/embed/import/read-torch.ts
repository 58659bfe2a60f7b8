import type { NamedArrays, Refusal } from '../../data/files/arrays';
import type { Source } from '../../data/files/limits';
import type { Pickled } from '../../data/files/pickle-opcodes';
import { findStateDict } from '../../model/torch/state-dict';
import { TorchTensor } from '../../model/torch/tensors';
import { openTorchFile, readTensors } from '../../model/torch/torch-file';

/**
 * The tensors of what `torch.save` wrote: of a dict of embeddings, of a state_dict or the one in a checkpoint. Nothing in it is
 * run.
 */
export async function readTorch(file: Source, refuse: Refusal): Promise<NamedArrays> {
  const torch = await openTorchFile(file, refuse);
  const tensors = tensorsOf(torch.root) ?? findStateDict(torch.root, refuse).tensors;
  const arrays = [...tensors].map(([name, tensor]) => {
    const read = async () =>
      (await readTensors(torch, file.size, new Map([[name, tensor]]), refuse)).get(name)!;
    return [name, read] as const;
  });
  return new Map(arrays);
}

/** Those of a dictionary that holds tensors and no other dictionary; else null. */
function tensorsOf(root: Pickled): Map<string, TorchTensor> | null {
  const items: [unknown, unknown][] = root instanceof Map ? [...root] : [];
  const tensors = items.filter(
    (item): item is [string, TorchTensor] => typeof item[0] === 'string' && item[1] instanceof TorchTensor,
  );
  return tensors.length > 0 && !items.some(([, item]) => item instanceof Map) ? new Map(tensors) : null;
}
