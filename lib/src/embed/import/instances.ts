import type { HostTensor } from '../../model/weights';
import type { NamedArrays, Refusal } from './arrays';

/** One set of instances as a file holds it. */
export interface Instances {
  /** `[n, H]`. */
  readonly fe: HostTensor;
  /** `[n, C]`, if the file has them. */
  readonly logits: HostTensor | undefined;
  /** `[n]`, not yet checked to be classes. */
  readonly label: HostTensor;
}

/** The arrays `fe`, `label` and, where there is one, `logits`. Refuses other shapes, lengths and NaN. */
export function instancesOf(arrays: NamedArrays, refuse: Refusal): Instances {
  const fe = required('fe', arrays, refuse);
  const label = required('label', arrays, refuse);
  const logits = arrays.get('logits');
  const n = fe.shape[0];
  checkMatrix('fe', fe, n, refuse);
  if (logits) checkMatrix('logits', logits, n, refuse);
  if (label.data.length !== n) throw refuse(`label of [${label.shape}]`, `[${n}], one for each row of fe`);
  return { fe, logits, label };
}

function required(name: string, arrays: NamedArrays, refuse: Refusal): HostTensor {
  const array = arrays.get(name);
  if (array) return array;
  throw refuse([...arrays.keys()].join(', ') || 'nothing', `an array or column ${name}`);
}

function checkMatrix(name: string, { shape, data }: HostTensor, n: number, refuse: Refusal): void {
  if (shape.length !== 2 || shape[0] !== n) {
    throw refuse(`${name} of [${shape}]`, 'two axes, a row an instance, as many in fe as in logits');
  }
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  const place = `${name}[${Math.floor(wrong / shape[1])}, ${wrong % shape[1]}]`;
  throw refuse(`${place} = ${data[wrong]}`, 'finite numbers');
}
