import type { HostTensor, Network } from '../../model/weights';
import { columnFormat } from '../numbers';
import type { TitledTable } from '../table';

/** A tensor of a backend, as far as it is needed here. */
interface BackendTensor {
  readonly shape: number[];
  readonly dtype: string;
  dataSync(): ArrayLike<number>;
}

/** Numbers shown at most, and from how many on a plain list is shown in the same words. */
const [SHOWN, LONG] = [100, 20];

/** Whether `x` is an array of numbers of one type, or a long list of numbers. */
export function isNumberArray(x: object): x is Float32Array | number[] {
  if (Array.isArray(x)) return x.length > LONG && allNumbers(x);
  if (!ArrayBuffer.isView(x) || x instanceof DataView) return false;
  return !(x instanceof BigInt64Array || x instanceof BigUint64Array);
}

/** A list is left at its first entry that is no number, so that one of a billion gaps costs nothing. */
function allNumbers(list: readonly unknown[]): boolean {
  for (const value of list) if (typeof value !== 'number') return false;
  return true;
}

/** Whether `x` is a tensor of a running backend. */
export function isBackendTensor(x: object): x is BackendTensor {
  return 'dataSync' in x && typeof x.dataSync === 'function' && 'shape' in x && 'dtype' in x;
}

/** Whether `x` is a tensor in plain memory. */
export function isHostTensor(x: unknown): x is HostTensor {
  return (
    typeof x === 'object' &&
    x !== null &&
    'shape' in x &&
    Array.isArray(x.shape) &&
    'data' in x &&
    ArrayBuffer.isView(x.data)
  );
}

/** Whether `x` is a network in plain memory. */
export function isNetwork(x: object): x is Network {
  return 'architecture' in x && 'weights' in x && x.weights instanceof Map;
}

/** Kind and shape, range, mean, and the first numbers: `Float32Array [64]: from 0 to 3.1, mean 0.43`. */
export function numbersText(kind: string, shape: readonly number[], values: ArrayLike<number>): string {
  const title = `${kind} [${shape.join(', ')}]`;
  if (values.length === 0) return title;
  const [low, high, mean] = rangeOf(values);
  const shown = Array.from({ length: Math.min(SHOWN, values.length) }, (_, k) => values[k]);
  const format = columnFormat([low, high, ...shown]);
  const more = values.length > SHOWN ? ', …' : '';
  const about = `from ${format(low)} to ${format(high)}, mean ${columnFormat([mean])(mean)}`;
  return `${title}: ${about}\n${shown.map(format).join(', ')}${more}`;
}

/** Smallest, largest and mean. */
function rangeOf(values: ArrayLike<number>): [low: number, high: number, mean: number] {
  let [low, high, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let k = 0; k < values.length; k++) {
    low = Math.min(low, values[k]);
    high = Math.max(high, values[k]);
    sum += values[k];
  }
  return [low, high, sum / values.length];
}

/** A network's tensors with their shapes and sizes. */
export function networkTables({ architecture, weights }: Network): TitledTable[] {
  const tensors = [...weights];
  const total = tensors.reduce((sum, [, { data }]) => sum + data.length, 0);
  const columns = [
    { name: 'tensor', values: tensors.map(([name]) => name) },
    { name: 'shape', values: tensors.map(([, { shape }]) => `[${shape.join(', ')}]`) },
    { name: 'numbers', values: tensors.map(([, { data }]) => data.length) },
  ];
  const title = `Network: ${total.toLocaleString('en-US')} numbers, ${architecture.classes} classes`;
  return [{ title, table: { columns } }];
}
