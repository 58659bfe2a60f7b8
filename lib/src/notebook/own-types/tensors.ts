import type { HostTensor, Network } from '../../model/weights';
import { columnFormat } from '../../table/numbers';
import type { TitledTable } from '../../table/table';

/** A tensor of a backend, as far as it is needed here. */
interface BackendTensor {
  readonly shape: number[];
  readonly dtype: string;
  dataSync(): ArrayLike<number>;
}

/** Numbers shown at most. */
const SHOWN = 100;

/** Whether `x` is an array of numbers of one type; Node shows bytes and big integers well itself. */
export function isNumberArray(x: object): x is Float32Array | Int32Array {
  if (Buffer.isBuffer(x) || !ArrayBuffer.isView(x) || x instanceof DataView) return false;
  return !(x instanceof BigInt64Array || x instanceof BigUint64Array);
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
  const all = Array.from(values);
  const format = columnFormat(all);
  const title = `${kind} [${shape.join(', ')}]`;
  if (all.length === 0) return title;
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const [low, high] = all.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  const more = all.length > SHOWN ? ', …' : '';
  const numbers = all.slice(0, SHOWN).map(format).join(', ');
  const about = `from ${format(low)} to ${format(high)}, mean ${columnFormat([mean])(mean)}`;
  return `${title}: ${about}\n${numbers}${more}`;
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
