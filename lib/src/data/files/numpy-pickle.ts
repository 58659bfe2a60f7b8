import type { Refusal } from '../../errors';
import type { NpyBytes } from './npy';
import { readPickle } from './pickle';
import { type Maker, type Pickled, PlainObject } from './pickle-opcodes';

/** `numpy.dtype`, by its name, `u1`. */
class NumpyType extends PlainObject {
  constructor(readonly kind: Pickled) {
    super();
  }
}

/** `numpy.ndarray`; its state is [1, shape, type, Fortran order, bytes]. */
class NumpyArray extends PlainObject {}

/** What Python 2 kept as a text, a character a byte. */
function bytesOf(text: Pickled): Pickled {
  if (typeof text !== 'string') return text;
  const bytes = new Uint8Array(text.length);
  for (let k = 0; k < bytes.length; k++) bytes[k] = text.charCodeAt(k);
  return bytes;
}

const array: Maker = () => new NumpyArray();

/** `_frombuffer(bytes, type, shape, order)`, as NumPy writes an array in protocol 5. */
const fromBuffer: Maker = ([bytes, type, shape, order]) => {
  const made = new NumpyArray();
  made.state = [1, shape, type, order !== 'C', bytes];
  return made;
};

/** All that a pickle of arrays in plain containers may ask for by name. */
const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['_codecs.encode', ([text]) => bytesOf(text)],
  ['numpy.ndarray', array],
  ['numpy.dtype', ([kind]) => new NumpyType(kind)],
  ...['core', '_core'].flatMap((core): [string, Maker][] => [
    [`numpy.${core}.multiarray._reconstruct`, array],
    [`numpy.${core}.numeric._frombuffer`, fromBuffer],
  ]),
]);

/**
 * A pickle of numbers, texts, containers and arrays of NumPy, of Python 2 or 3. Nothing in it is run. Throws what `refuse`
 * makes.
 */
export function readNumpyPickle(bytes: Uint8Array, refuse: Refusal): Pickled {
  const persistent = () => {
    throw refuse('a reference to something outside', 'numbers, texts and arrays');
  };
  return readPickle(bytes, 0, { makers: MAKERS, persistent, refuse }).value;
}

/** The bytes of an array of `uint8` in such a pickle; null for anything else. */
export function arrayBytes(value: Pickled): NpyBytes | null {
  const [, shape, type, fortran, content] =
    value instanceof NumpyArray && Array.isArray(value.state) ? value.state : [];
  const bytes = bytesOf(content);
  const sound = type instanceof NumpyType && (type.kind === 'u1' || type.kind === '|u1') && !fortran;
  if (!sound || !(bytes instanceof Uint8Array) || !Array.isArray(shape) || !shape.every(Number.isSafeInteger))
    return null;
  return shape.reduce((product, length) => product * length, 1) === bytes.length ? { shape, bytes } : null;
}
