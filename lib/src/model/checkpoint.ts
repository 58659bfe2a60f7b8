import { some, UserError } from '../errors';
import { type Architecture, blocks, depth, described, tensorSpecs } from './architecture';
import { checksumOf } from './checksum';
import { type Renamed, renamed } from './names';
import { readWeights } from './read-weights';
import { writeSafetensors } from './safetensors';
import type { HostTensor, Network, Weights } from './weights';

/** A network and what its file says beside it. */
export interface Checkpoint {
  readonly network: Network;
  readonly metadata: Readonly<Record<string, string>>;
  /** What the file was taken for, and what of it was left out, in one sentence each. */
  readonly remarks: readonly string[];
}

/** Tensors of a file that are named before the rest is counted. */
const NAMED = 10;

/**
 * Reads a ResNet from what PyTorch saved (`.pt`, `.pth`, `.th`, `.pth.tar`) or from a safetensors file; depth, widths,
 * shortcuts, stem, classes and head are read from its tensors. Throws a UserError that names tensors that are missing,
 * unknown, of another shape or not finite.
 */
export async function loadCheckpoint(file: string): Promise<Network> {
  return (await readCheckpoint(file)).network;
}

/** As {@link loadCheckpoint}, with the file's metadata. A checksum among them must be that of the tensors. */
export async function readCheckpoint(file: string): Promise<Checkpoint> {
  const { tensors, metadata, path, leftOut } = await readWeights(file);
  const { checksum, epoch = '' } = metadata;
  if (checksum !== undefined && checksum !== checksumOf(tensors, epoch))
    throw spoilt(file, 'tensors that are not those that were written', 'those of its checksum');
  const others = leftOut.filter((name) => name.endsWith('.weight'));
  if (others.length > 0)
    throw mismatch(file, `${some(others, NAMED)} in a type that is not read`, 'floats of 16 to 64 bits');
  const found = renamed(tensors);
  const architecture = architectureOf(file, found, metadata.head);
  const weights = matched(file, architecture, found);
  requireNumbers(file, architecture, weights, found);
  const remarks = remarksOn(architecture, found, path, [...leftOut, ...found.leftOut]);
  return { network: { architecture, weights }, metadata, remarks };
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
function upright(W: HostTensor, H: number): HostTensor {
  const [rows, columns] = W.shape;
  if (W.shape.length !== 2 || rows !== H || columns === H) return W;
  const data = W.data.map((_, k) => W.data[(k % rows) * columns + Math.floor(k / rows)]);
  return { shape: [columns, rows], data };
}

/** What the tensors' names and shapes say of the network. A layer without a bias is a cosine, unless the file says otherwise. */
function architectureOf(file: string, found: Renamed, head: string | undefined): Architecture {
  const { tensors } = found;
  const [stem, W] = [tensors.get('conv1.weight'), tensors.get('linear.weight')];
  const channelsOf = (layer: string) =>
    [1, 2, 3, 4, 5].map((stage) => tensors.get(`layer${stage}.0.${layer}.weight`)?.shape[0]);
  const inner = channelsOf('conv1');
  const stages = inner.indexOf(undefined);
  if (!stem || !W || stages < 1) throw noResNet(file, found);
  const deep = tensors.has('layer1.0.conv3.weight');
  const widths = channelsOf(deep ? 'conv3' : 'conv1').slice(0, stages) as number[];
  if (widths.includes(undefined as never)) throw noResNet(file, found);
  const counts = widths.map((_, stage) => {
    const ofStage = new RegExp(`^layer${stage + 1}\\.\\d+\\.conv1\\.weight$`);
    return [...tensors.keys()].filter((name) => ofStage.test(name)).length;
  });
  const even = counts.every((count) => count === counts[0]);
  const H = widths[stages - 1];
  if (!tensors.has('linear.bias')) tensors.set('linear.weight', upright(W, H));
  const cosine = head === 'cosine' || (head === undefined && !tensors.has('linear.bias'));
  const plain: Architecture = {
    blocksPerStage: even ? counts[0] : counts,
    widths,
    classes: tensors.get('linear.weight')!.shape[0],
    head: cosine ? 'cosine' : 'linear',
    ...(deep && { bottleneck: { stem: stem.shape[0], inner: inner.slice(0, stages) as number[] } }),
  };
  const projecting = blocks(plain).filter(
    (block) => block.stride === 2 || block.inChannels !== block.outChannels,
  );
  const projected = projecting.every(({ name }) => tensors.has(`${name}.downsample.0.weight`));
  const added = projecting.map((block) => (block.outChannels - block.inChannels) / 2);
  if (!projected && !added.every((side) => Number.isInteger(side) && side >= 0)) throw noResNet(file, found);
  return {
    ...plain,
    ...(projecting.length > 0 && projected && { shortcut: 'B' }),
    ...(stem.shape[2] === 7 && { stem: 'imagenet' }),
    ...(stem.shape[1] === 1 && { channels: 1 }),
  };
}

function matched(
  file: string,
  architecture: Architecture,
  { tensors, given }: Renamed,
): Map<string, HostTensor> {
  const weights = new Map<string, HostTensor>();
  const problems: string[] = [];
  for (const { name, shape } of tensorSpecs(architecture)) {
    const tensor = tensors.get(name);
    const called = given.get(name) ?? name;
    if (!tensor) problems.push(`${name} missing`);
    else if (tensor.shape.join() !== shape.join())
      problems.push(`${called} [${tensor.shape}] instead of [${shape}]`);
    weights.set(name, tensor!);
  }
  for (const name of tensors.keys()) if (!weights.has(name)) problems.push(`${given.get(name)} unknown`);
  if (problems.length === 0) return weights;
  const { shortcut = 'A' } = architecture;
  const expected = `a ResNet-${depth(architecture)} with option-${shortcut} shortcuts`;
  throw mismatch(file, some(problems, NAMED), expected);
}

/** ReLU would turn a feature that is not a number into 0, and every result would look plausible. */
function requireNumbers(
  file: string,
  architecture: Architecture,
  weights: Weights,
  { given }: Renamed,
): void {
  for (const { name, role } of tensorSpecs(architecture)) {
    const least = role === 'runningVariance' ? 0 : Number.NEGATIVE_INFINITY;
    const { data } = weights.get(name)!;
    const at = data.findIndex((value) => !(Number.isFinite(value) && value >= least));
    if (at < 0) continue;
    const expected = least === 0 ? 'finite variances of at least 0' : 'finite numbers';
    throw spoilt(file, `${data[at]} in ${given.get(name)}, value ${at}`, expected);
  }
}

function remarksOn(
  architecture: Architecture,
  { prefix }: Renamed,
  path: string,
  leftOut: readonly string[],
): string[] {
  const from = [path && ` from ${path}`, prefix && `, without ${prefix} in front of the names`].join('');
  const others = leftOut.filter((name) => !name.endsWith('num_batches_tracked'));
  return [
    `Read as ${described(architecture)}${from}.`,
    ...(others.length > 0 ? [`Left out: ${some(others, NAMED)}.`] : []),
  ];
}

function noResNet(file: string, { tensors, given }: Renamed): UserError {
  const found = [...tensors].map(([name, { shape }]) => `${given.get(name)} [${shape}]`);
  return mismatch(
    file,
    some(found, NAMED) || 'no tensors',
    'a ResNet: conv1, layer1.0.conv1 …, and one linear (or fc, classifier, head)',
  );
}

function spoilt(file: string, given: string, expected: string): UserError {
  const remedy = 'It was damaged, or its training diverged: restore it, or train it again.';
  return new UserError({ where: `loadCheckpoint(${file})`, given, expected, remedy });
}

function mismatch(file: string, given: string, expected: string): UserError {
  const remedy =
    'Export it as ONNX, which --onnx reads, or bring the embeddings of this network (docs/bring-your-own.md); if it is such a ResNet, rename or leave out these tensors before saving.';
  return new UserError({ where: `loadCheckpoint(${file})`, given, expected, remedy });
}
