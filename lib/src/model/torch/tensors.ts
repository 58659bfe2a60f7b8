import { NUMBER_FORMATS, type NumberFormat } from '../../data/files/number-formats';
import { Callable, type Maker, type Pickled, PlainObject } from '../../data/files/pickle-opcodes';
import type { Refusal } from '../../errors';

/** The numbers behind one or more tensors, somewhere in the file. */
export class Storage {
  constructor(
    readonly key: string,
    /** PyTorch's name of the type of its numbers, `Float`, `BFloat16`; `Untyped` where each tensor says. */
    readonly type: string,
    /** Of that type; bytes where it is `Untyped`. */
    readonly numel: number,
  ) {}
}

/** A tensor as the pickle describes it: which numbers of a storage, in which order. */
export class TorchTensor {
  constructor(
    readonly storage: Storage,
    /** Numbers before the first of the tensor's. */
    readonly offset: number,
    readonly shape: readonly number[],
    /** Numbers to step over from one index to the next, by axis. */
    readonly strides: readonly number[],
    /** As {@link Storage}'s. */
    readonly type: string,
  ) {}
}

/** A file of `torch.save`, opened: what its pickle holds, and the way to the numbers behind the tensors. */
export interface TorchFile {
  readonly root: Pickled;
  /** The numbers of a storage, `numel` of that format, as float32. */
  numbers(storage: Storage, numel: number, format: NumberFormat): Promise<Float32Array>;
}

/** Number formats of storages by PyTorch's names; of others a tensor cannot be read. */
export const STORAGE_FORMATS: Readonly<Record<string, NumberFormat | undefined>> = {
  Double: NUMBER_FORMATS.f8,
  Float: NUMBER_FORMATS.f4,
  Half: NUMBER_FORMATS.f2,
  BFloat16: NUMBER_FORMATS.bf,
  Long: NUMBER_FORMATS.i8,
  Int: NUMBER_FORMATS.i4,
  Short: NUMBER_FORMATS.i2,
  Char: NUMBER_FORMATS.i1,
  Byte: NUMBER_FORMATS.u1,
  Bool: NUMBER_FORMATS.b1,
};

/**
 * The longest pickle that is read, in bytes: more than any network needs. What it describes costs many times its bytes in
 * memory.
 */
export const LONGEST_PICKLE = 16 * 2 ** 20;

const FLOATS = ['Double', 'Float', 'Half', 'BFloat16'];

/** Whether a tensor holds what weights are made of. */
export function isFloat({ type }: TorchTensor): boolean {
  return FLOATS.includes(type);
}

const DTYPES: Readonly<Record<string, string>> = {
  float64: 'Double',
  float32: 'Float',
  float16: 'Half',
  bfloat16: 'BFloat16',
  int64: 'Long',
  int32: 'Int',
  int16: 'Short',
  int8: 'Char',
  uint8: 'Byte',
  bool: 'Bool',
};
/** Read over, but not as numbers. */
const OTHER_TYPES = ['ComplexFloat', 'ComplexDouble', 'QInt8', 'QUInt8', 'QInt32', 'Untyped'];
const OTHER_DTYPES =
  'complex64 complex128 uint16 uint32 uint64 float8_e4m3fn float8_e5m2 qint8 quint8 qint32';

// Nothing is copied: a pickle may ask for a copy of all that it has with each of its bytes.
const map: Maker = ([entries]) => (entries instanceof Map ? entries : new Map());
const list: Maker = ([items]) => (Array.isArray(items) ? items : []);
const inert: Maker = () => new PlainObject();

/** Everything that a checkpoint may ask for by name. What is no tensor and no container is kept as nothing. */
export const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['collections.OrderedDict', map],
  ['collections.defaultdict', () => new Map()],
  ['collections.Counter', map],
  ...['builtins', '__builtin__'].flatMap((module): [string, Maker][] => [
    [`${module}.dict`, map],
    [`${module}.list`, list],
    [`${module}.tuple`, list],
    [`${module}.set`, list],
    [`${module}.frozenset`, list],
    ...['int', 'float', 'bool', 'str', 'complex', 'bytearray'].map((name): [string, Maker] => [
      `${module}.${name}`,
      inert,
    ]),
  ]),
  ['argparse.Namespace', inert],
  ['_codecs.encode', inert],
  ...['core', '_core'].flatMap((core): [string, Maker][] => [
    [`numpy.${core}.multiarray.scalar`, inert],
    [`numpy.${core}.multiarray._reconstruct`, inert],
  ]),
  ['numpy.ndarray', inert],
  ['numpy.dtype', inert],
  ['torch.Size', list],
  ['torch.device', inert],
  ...[...Object.keys(STORAGE_FORMATS), ...OTHER_TYPES].flatMap((type): [string, Maker][] => [
    [`torch.${type}Storage`, inert],
    [`torch.storage.${type}Storage`, inert],
  ]),
  ...[...Object.keys(DTYPES), ...OTHER_DTYPES.split(' ')].map((name): [string, Maker] => [
    `torch.${name}`,
    inert,
  ]),
  ['torch.Tensor', inert],
  ['torch.nn.parameter.Parameter', ([data]) => data],
  ['torch._utils._rebuild_tensor', tensor],
  ['torch._utils._rebuild_tensor_v2', tensor],
  ['torch._utils._rebuild_tensor_v3', tensor],
  ['torch._utils._rebuild_parameter', ([data]) => data],
  ['torch._utils._rebuild_parameter_with_state', ([data]) => data],
  ['torch._tensor._rebuild_from_type_v2', fromType],
]);

/** What a persistent id stands for. `id`: `storage`, its type, key, place, and count of numbers, as torch.save writes them. */
export function storageOf(id: Pickled, refuse: Refusal): Storage {
  const [kind, type, key, , numel] = Array.isArray(id) ? id : [];
  const named = type instanceof Callable && /(\w+)Storage$/.exec(type.name)?.[1];
  if (kind !== 'storage' || !named || typeof key !== 'string' || !isCount(numel))
    throw refuse(
      `a reference to ${typeof kind === 'string' ? kind : 'something'} that is no tensor`,
      'tensors',
    );
  if (Array.isArray(id) && id[5])
    throw refuse('a storage that is a view of another', 'storages of PyTorch 0.4 or later');
  return new Storage(key, named, numel);
}

/** `_rebuild_tensor(storage, offset, shape, strides)`; version 3 names its type as the seventh. */
function tensor(
  [storage, offset, shape, strides, , , dtype]: readonly Pickled[],
  refuse: Refusal,
): TorchTensor {
  const sound =
    storage instanceof Storage &&
    isCount(offset) &&
    isCounts(shape) &&
    isCounts(strides) &&
    shape.length === strides.length;
  if (!sound) throw refuse('a tensor without storage, shape or strides', 'what torch.save writes');
  const named = dtype instanceof Callable ? dtype.name.replace('torch.', '') : null;
  const type = named === null ? storage.type : (DTYPES[named] ?? named);
  return new TorchTensor(storage, offset, shape, strides, type);
}

/** `_rebuild_from_type_v2(function, type, arguments, state)`: a tensor with notes of its own. */
function fromType([how, , args]: readonly Pickled[], refuse: Refusal): Pickled {
  if (how instanceof Callable && Array.isArray(args)) return how.make(args, refuse);
  throw refuse('a tensor of a kind of its own', 'plain tensors');
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isCount);
}
