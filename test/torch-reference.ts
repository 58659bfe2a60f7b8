import { join } from 'node:path';
import type { Architecture } from '../lib/src/model/architecture';
import { readSafetensors } from '../lib/src/model/safetensors';
import type { HostTensor, Weights } from '../lib/src/model/weights';
import type { Mixture } from '../lib/src/train/mixup';

const FOLDER = join(__dirname, 'data', 'torch');

/** What PyTorch did with one network: test/reference/torch_reference.py says what is in it. */
export interface TorchReference {
  readonly architecture: Architecture;
  readonly initial: Weights;
  /** Activations of the first batch by layer, `[n, height, width, channels]`; also `fe` and `logits`. */
  readonly activations: { readonly eval: Weights; readonly train: Weights };
  readonly gradient: Weights;
  /** Running statistics after the first step. */
  readonly after1: Weights;
  readonly after20: Weights;
  readonly velocity: Weights;
  readonly losses: HostTensor;
  /** Of each of the 20 steps. `classWeights: [20, 10]`. */
  readonly classWeights: Float32Array;
  readonly learningRates: Float32Array;
  /** Of each step; null for a network trained without mixup. */
  readonly mixtures: readonly Mixture[] | null;
  /** Largest relative difference between PyTorch in float32 and in float64, by group of tensors. */
  readonly float32: Readonly<Record<string, number>>;
}

/** One of the 20 batches. `images: [n, 8, 8, 3]`. */
export interface TorchBatch {
  readonly images: HostTensor;
  readonly labels: number[];
}

export async function torchReference(name: string): Promise<TorchReference> {
  const { tensors, metadata } = await readSafetensors(join(FOLDER, `${name}.safetensors`));
  const below = (prefix: string): Weights => {
    const inside = [...tensors].filter(([key]) => key.startsWith(`${prefix}/`));
    return new Map(inside.map(([key, tensor]) => [key.slice(prefix.length + 1), tensor]));
  };
  const [blocksPerStage, widths, head, float32] = ['blocksPerStage', 'widths', 'head', 'float32'].map((key) =>
    JSON.parse(metadata[key]),
  );
  return {
    architecture: { blocksPerStage, widths, head, classes: 10 },
    initial: below('initial'),
    activations: { eval: below('eval'), train: below('train') },
    gradient: below('gradient'),
    after1: below('after1'),
    after20: below('after20'),
    velocity: below('velocity'),
    losses: tensors.get('losses')!,
    classWeights: tensors.get('classWeights')!.data,
    learningRates: tensors.get('learningRates')!.data,
    mixtures: mixturesOf(tensors),
    float32,
  };
}

/** Rows of partners end with -1 where the batch is short. */
function mixturesOf(tensors: Weights): Mixture[] | null {
  const [partners, shares] = [tensors.get('partners'), tensors.get('shares')];
  if (!partners || !shares) return null;
  const size = partners.shape[1];
  return Array.from(shares.data, (share, k) => {
    const row = Int32Array.from(partners.data.subarray(k * size, (k + 1) * size));
    return { share, partners: row.filter((partner) => partner >= 0) };
  });
}

/** The 20 batches, the last but one with fewer images, and the class counts of the margins. */
export async function torchBatches(): Promise<{ batches: TorchBatch[]; counts: number[] }> {
  const { tensors, metadata } = await readSafetensors(join(FOLDER, 'batches.safetensors'));
  const images = tensors.get('images')!;
  const labels = tensors.get('labels')!.data;
  const rows = tensors.get('rows')!;
  const [steps, size] = rows.shape;
  const batches = Array.from({ length: steps }, (_, k) => {
    const chosen = [...rows.data.subarray(k * size, (k + 1) * size)].filter((row) => row >= 0);
    return { images: gather(images, chosen), labels: chosen.map((row) => labels[row]) };
  });
  return { batches, counts: JSON.parse(metadata.counts) as number[] };
}

function gather({ shape, data }: HostTensor, rows: readonly number[]): HostTensor {
  const size = data.length / shape[0];
  const out = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    out.set(data.subarray(row * size, (row + 1) * size), i * size);
  });
  return { shape: [rows.length, ...shape.slice(1)], data: out };
}
