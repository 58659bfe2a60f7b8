import { UserError } from '../errors';
import { type Architecture, resnet, tensorSpecs } from './architecture';
import { checksumOf } from './checksum';
import { readSafetensors, writeSafetensors } from './safetensors';
import type { HostTensor, Network, Weights } from './weights';

/** Names that other code gives to the classification layer, and ours. */
const HEAD_NAMES: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [/^(fc|classifier|linear)\.weight$/, 'linear.weight'],
  [/^(fc|classifier|linear)\.bias$/, 'linear.bias'],
];

/** H of every network that can be read. */
const LATENT_WIDTH = 64;

/** Name of a tensor in this project, given its name in a PyTorch state_dict (`module.fc.weight` -> `linear.weight`). */
export function canonicalName(name: string): string {
  const bare = name.replace(/^module\./, '');
  return HEAD_NAMES.find(([theirs]) => theirs.test(bare))?.[1] ?? bare;
}

/** A network and what its file says beside it. */
export interface Checkpoint {
  readonly network: Network;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads a CIFAR-style ResNet from a safetensors file with PyTorch's names; depth, classes and head follow from its
 * tensors. Throws a UserError that names every tensor which is missing, unknown, of another shape or not finite.
 */
export async function loadCheckpoint(file: string): Promise<Network> {
  return (await readCheckpoint(file)).network;
}

/** As {@link loadCheckpoint}, with the file's metadata. A checksum among them must be that of the tensors. */
export async function readCheckpoint(file: string): Promise<Checkpoint> {
  const { tensors, metadata } = await readSafetensors(file);
  const { checksum, epoch = '' } = metadata;
  if (checksum !== undefined && checksum !== checksumOf(tensors, epoch))
    throw spoilt(file, 'tensors that are not those that were written', 'those of its checksum');
  const found = new Map([...tensors].map(([name, tensor]) => [canonicalName(name), tensor] as const));
  const W = found.get('linear.weight');
  if (W && !found.has('linear.bias')) found.set('linear.weight', upright(W));
  const architecture = architectureOf(file, found, metadata.head);
  const weights = matched(file, architecture, found);
  requireNumbers(file, architecture, weights);
  return { network: { architecture, weights }, metadata };
}

/** Writes a network as safetensors with PyTorch's names, and a checksum; PyTorch's `load_state_dict` takes it. */
export function saveCheckpoint(
  file: string,
  network: Network,
  metadata: Record<string, string> = {},
): Promise<void> {
  const { architecture, weights } = network;
  const checksum = checksumOf(weights, metadata.epoch ?? '');
  return writeSafetensors(file, weights, { head: architecture.head, ...metadata, checksum });
}

/** LDAM's reference code keeps its cosine head as `[H, C]`: that is turned to `[C, H]`. Source: authors' code. */
function upright(W: HostTensor): HostTensor {
  const [rows, columns] = W.shape;
  if (rows !== LATENT_WIDTH || columns === LATENT_WIDTH) return W;
  const data = W.data.map((_, k) => W.data[(k % rows) * columns + Math.floor(k / rows)]);
  return { shape: [columns, rows], data };
}

function architectureOf(
  file: string,
  found: ReadonlyMap<string, HostTensor>,
  head: string | undefined,
): Architecture {
  const linear = found.get('linear.weight');
  const perStage = [...found.keys()].filter((name) => /^layer1\.\d+\.conv1\.weight$/.test(name)).length;
  if (!linear || perStage === 0) {
    throw mismatch(
      file,
      [...found.keys()].slice(0, 5).join(', ') || 'no tensors',
      'conv1, layer1.0.conv1 …, linear (or fc)',
    );
  }
  const cosine = head === 'cosine' || (head === undefined && !found.has('linear.bias'));
  return resnet(6 * perStage + 2, linear.shape[0], cosine ? 'cosine' : 'linear');
}

function matched(
  file: string,
  architecture: Architecture,
  found: ReadonlyMap<string, HostTensor>,
): Map<string, HostTensor> {
  const weights = new Map<string, HostTensor>();
  const problems: string[] = [];
  for (const { name, shape } of tensorSpecs(architecture)) {
    const tensor = found.get(name);
    if (!tensor) problems.push(`${name} missing`);
    else if (tensor.shape.join() !== shape.join())
      problems.push(`${name} [${tensor.shape}] instead of [${shape}]`);
    else weights.set(name, tensor);
  }
  for (const name of found.keys())
    if (!weights.has(name) && !problems.some((p) => p.startsWith(`${name} `)))
      problems.push(`${name} unknown`);
  if (problems.length > 0)
    throw mismatch(
      file,
      problems.join('; '),
      `a ResNet-${6 * architecture.blocksPerStage + 2} with option-A shortcuts`,
    );
  return weights;
}

/** ReLU would turn a feature that is not a number into 0, and every result would look plausible. */
function requireNumbers(file: string, architecture: Architecture, weights: Weights): void {
  for (const { name, role } of tensorSpecs(architecture)) {
    const least = role === 'runningVariance' ? 0 : Number.NEGATIVE_INFINITY;
    const { data } = weights.get(name)!;
    const at = data.findIndex((value) => !(Number.isFinite(value) && value >= least));
    if (at < 0) continue;
    const expected = least === 0 ? 'finite variances of at least 0' : 'finite numbers';
    throw spoilt(file, `${data[at]} in ${name}, value ${at}`, expected);
  }
}

function spoilt(file: string, given: string, expected: string): UserError {
  const remedy = 'It was damaged, or its training diverged: restore it, or train it again.';
  return new UserError({ where: `loadCheckpoint(${file})`, given, expected, remedy });
}

function mismatch(file: string, given: string, expected: string): UserError {
  const remedy =
    'Rename or leave out these tensors before saving, or bring the embeddings of this network instead (docs/bring-your-own.md).';
  return new UserError({ where: `loadCheckpoint(${file})`, given, expected, remedy });
}
