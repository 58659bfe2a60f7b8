import { join } from '../machine';
import { writeSafetensors } from '../model/safetensors';
import type { HostTensor } from '../model/weights';
import { writeEmbedding } from './arrow';
import type { Embedding, Embeddings } from './embeddings';

/** The files that {@link writeEmbeddings} makes. */
export const EMBEDDINGS_FILES = {
  train: 'train.arrow',
  test: 'test.arrow',
  head: 'head.safetensors',
} as const;

/**
 * Writes a network's embeddings into a folder: `train.arrow` and `test.arrow` as `writeEmbedding` does, and
 * `head.safetensors` with the classification layer as `linear.weight` and `linear.bias`. `importEmbeddings` takes these
 * files back. `trainIndex: [n]`, positions in the data set; by default the instances are counted.
 */
export async function writeEmbeddings(
  folder: string,
  { train, test, head }: Embeddings,
  trainIndex: Int32Array = counted(train),
): Promise<void> {
  const { W, b, C, H, kind } = head;
  const layer = new Map<string, HostTensor>([['linear.weight', { shape: [C, H], data: W }]]);
  if (b) layer.set('linear.bias', { shape: [C], data: b });
  await writeEmbedding(join(folder, EMBEDDINGS_FILES.train), { embedding: train, index: trainIndex });
  await writeEmbedding(join(folder, EMBEDDINGS_FILES.test), { embedding: test, index: counted(test) });
  await writeSafetensors(join(folder, EMBEDDINGS_FILES.head), layer, { head: kind });
}

function counted({ n }: Embedding): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i);
}
