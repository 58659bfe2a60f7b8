import { beyondLimit, type Source, unpackedLimit } from '../../data/files/limits';
import type { Refusal } from '../../errors';
import type { HostTensor } from '../weights';
import { openLegacy } from './legacy-stream';
import { STORAGE_FORMATS, type TorchFile, type TorchTensor } from './tensors';
import { isZip, openZip } from './zip-archive';

/** Opens what `torch.save` wrote, a zip (since PyTorch 1.6) or a stream (before). Throws what `refuse` makes. */
export async function openTorchFile(file: Source, refuse: Refusal): Promise<TorchFile> {
  return (await isZip(file)) ? openZip(file, refuse) : openLegacy(file, refuse);
}

/**
 * The numbers of these tensors, row-major. A storage that several share is read once. Throws what `refuse` makes where a
 * tensor lies beyond its storage, has numbers of a kind that is not read, or all of them are too large for their file.
 */
export async function readTensors(
  file: TorchFile,
  size: number,
  tensors: ReadonlyMap<string, TorchTensor>,
  refuse: Refusal,
): Promise<Map<string, HostTensor>> {
  checkSizes(tensors, unpackedLimit(size), refuse);
  const storages = new Map<string, Promise<Float32Array>>();
  const read = new Map<string, HostTensor>();
  for (const [name, tensor] of tensors) {
    const { storage, type } = tensor;
    const format = STORAGE_FORMATS[type];
    if (!format) throw refuse(`${name} of type ${type}`, `one of ${Object.keys(STORAGE_FORMATS).join(', ')}`);
    const numel = storage.type === 'Untyped' ? storage.numel / format.width : storage.numel;
    if (!Number.isInteger(numel) || end(tensor) > numel)
      throw refuse(
        `${name} [${tensor.shape}], beyond its ${storage.numel} numbers`,
        'tensors within what was saved',
      );
    const known = `${type} ${storage.key}`;
    if (!storages.has(known)) storages.set(known, file.numbers(storage, numel, format));
    read.set(name, { shape: [...tensor.shape], data: cut(await storages.get(known)!, tensor) });
  }
  return read;
}

/** A tensor may repeat its numbers, and many may share them: they are counted before there is room made for any. */
function checkSizes(tensors: ReadonlyMap<string, TorchTensor>, limit: number, refuse: Refusal): void {
  const counted = new Map<string, number>();
  for (const [name, { storage, shape }] of tensors) {
    counted.set(`storage ${storage.key}`, storage.numel);
    counted.set(name, count(shape));
  }
  const bytes = 4 * [...counted.values()].reduce((a, b) => a + b, 0);
  // Once as its storage, and once more where a tensor is only a part of it.
  if (!(bytes <= 2 * limit)) throw refuse(...beyondLimit(bytes, limit));
}

function count(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** Where the last number of a tensor ends within its storage. */
function end({ offset, shape, strides }: TorchTensor): number {
  if (count(shape) === 0) return offset;
  return shape.reduce((at, n, axis) => at + (n - 1) * strides[axis], offset) + 1;
}

/** A tensor's numbers out of those of its storage; without a copy where it is the whole of it. */
function cut(numbers: Float32Array, { offset, shape, strides }: TorchTensor): Float32Array {
  const n = count(shape);
  if (isRowMajor(shape, strides)) {
    return offset === 0 && n === numbers.length ? numbers : numbers.slice(offset, offset + n);
  }
  const out = new Float32Array(n);
  const index = shape.map(() => 0);
  let at = offset;
  for (let k = 0; k < n; k++) {
    out[k] = numbers[at];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis];
      if (++index[axis] < shape[axis]) break;
      at -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return out;
}

function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) return false;
    step *= shape[axis];
  }
  return true;
}
