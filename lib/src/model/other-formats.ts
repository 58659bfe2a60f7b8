import { UserError } from '../errors';
import { exists, join, kindBehind } from '../machine';

/** A kind of file that is no network of the kind that was asked for, and what its owner can do. */
interface Format {
  readonly given: string;
  readonly remedy: string;
  /** By its first bytes, a character each, and its name. */
  readonly is: (start: string, name: string) => boolean;
}

/** Bytes of a file that tell its format: a tar has its mark at 257. */
export const TELLING = 265;

const ZIP = 'PK\x03\x04';
const UNPACK = 'Unpack it first, and give the file of the network that is in it.';
const KERAS =
  'From Keras, model.export("model.onnx", format="onnx") writes what --onnx reads. HDF5 with embeddings goes to --embeddings.';

const FORMATS: readonly Format[] = [
  { given: 'an HDF5 file, as Keras writes', remedy: KERAS, is: begins('\x89HDF') },
  {
    given: 'a Keras file',
    remedy: KERAS,
    is: (start) => start.startsWith(ZIP) && /(config|metadata)\.json/.test(start),
  },
  {
    given: 'a TensorFlow Lite file',
    remedy: 'python -m tf2onnx.convert --tflite FILE --output model.onnx writes what --onnx reads.',
    is: (start) => start.startsWith('TFL3', 4),
  },
  {
    given: 'a compressed file',
    remedy: UNPACK,
    is: begins('\x1f\x8b\x08', 'BZh', '\xfd7zXZ', '7z\xbc\xaf', 'Rar!', '\x28\xb5\x2f\xfd'),
  },
  { given: 'a tar archive', remedy: UNPACK, is: (start) => start.startsWith('ustar', 257) },
  {
    given: 'a pointer of Git LFS, which stands for the file',
    remedy: 'Fetch the file itself, with git lfs pull.',
    is: begins('version https://git-lfs'),
  },
  {
    given: 'a web page',
    remedy: 'Download the file itself.',
    is: (start) => /^\s*<(!doctype|html)/i.test(start),
  },
  {
    given: 'a network in a format that is not read',
    remedy: 'Export it as ONNX, which --onnx reads, from where it was trained, or bring its embeddings.',
    is: (_, name) => /\.(mlmodel|caffemodel|pdmodel|pdparams|engine|trt|t7)$/i.test(name),
  },
];

/** What --weights reads, given as ONNX, and the other way round. */
const ONNX: Format = {
  given: 'an ONNX file',
  remedy: 'Give it to --onnx.',
  is: (_, name) => /\.onnx$/i.test(name),
};
const PYTORCH: Format = {
  given: 'a file that is not ONNX, or is damaged (it begins as PyTorch’s and safetensors do)',
  remedy:
    'Give it to --weights if it is a ResNet; for other networks docs/bring-your-own.md shows how PyTorch exports ONNX.',
  is: (start) => begins(ZIP, '\x80\x02', '\x80\x04', '\x80\x05')(start) || start.startsWith('{"', 8),
};

function begins(...marks: readonly string[]) {
  return (start: string): boolean => marks.some((mark) => start.startsWith(mark));
}

/**
 * Refuses what is a network in another format than the wanted one, a folder, or packed, in words that say what to do. Says
 * nothing of files that it does not know.
 */
export function refuseOtherFormats(file: string, wanted: 'weights' | 'onnx', bytes: Uint8Array): void {
  const start = String.fromCharCode(...bytes.subarray(0, TELLING));
  const found = [...FORMATS, wanted === 'onnx' ? PYTORCH : ONNX].find(({ is }) => is(start, file));
  if (found) throw refused(file, wanted, found);
}

/** Refuses a folder, above all TensorFlow's SavedModel. */
export function refuseFolder(file: string, wanted: 'weights' | 'onnx'): void {
  if (kindBehind(file) !== 'folder') return;
  const saved = exists(join(file, 'saved_model.pb'));
  throw refused(file, wanted, {
    given: saved ? 'a SavedModel of TensorFlow' : 'a folder',
    remedy: saved
      ? 'python -m tf2onnx.convert --saved-model FOLDER --output model.onnx writes what --onnx reads.'
      : 'Name the file of the network in it.',
  });
}

function refused(file: string, wanted: 'weights' | 'onnx', { given, remedy }: Omit<Format, 'is'>): UserError {
  const expected = wanted === 'onnx' ? 'a network as ONNX' : 'what torch.save writes, or safetensors';
  return new UserError({ where: file, given, expected, remedy });
}
