import type { NamedArrays, ReadArray, Refusal } from '../../data/files/arrays';
import { some } from '../../errors';
import type { HostTensor } from '../../model/weights';
import { firstNotFinite } from '../check';
import { type Columns, type Found, findRole } from './names';

/** Names that an error lists: a network's own file has hundreds. */
const NAMED = 10;

/** One set of instances as a file holds it. */
export interface Instances {
  /** `[n, H]`. */
  readonly fe: HostTensor;
  /** `[n, C]`, if the file has them. */
  readonly logits: HostTensor | undefined;
  /** `[n]`, numbers or names not yet known to be classes; or one-hot, `[n, C]`. */
  readonly label: ReadArray;
}

/** Arrays of one set, how messages name it, and what their names in the file are told to. */
export interface InstanceSource {
  readonly arrays: NamedArrays;
  /** `train_` or `test_` where one file holds both sets, else nothing. */
  readonly prefix: string;
  /** All names in the file, for the error on one that is missing. */
  readonly names: readonly string[];
  /** Told of an array that has another name than this project gives it. */
  readonly taken: (name: string, role: string) => void;
}

/** The arrays `fe`, `label` and, where there is one, `logits`. Refuses other shapes, lengths and NaN. */
export async function readInstances(
  source: InstanceSource,
  columns: Columns,
  refuse: Refusal,
): Promise<Instances> {
  const find = (role: 'fe' | 'label' | 'logits') => findRole(role, source.arrays, columns, refuse);
  const [fe, label, logits] = [find('fe'), find('label'), find('logits')];
  if (!fe) throw missing('fe', source, refuse);
  if (!label) throw missing('label', source, refuse);
  const { prefix, taken } = source;
  const features = await matrix(fe, `${prefix}fe`, undefined, refuse);
  const n = features.shape[0];
  const outputs = logits && (await matrix(logits, `${prefix}logits`, n, refuse));
  const labels = await label.read();
  if (labels.shape[0] !== n || labels.shape.length > 2)
    throw refuse(`${prefix}label of [${labels.shape}]`, `[${n}], one for each row of fe`);
  for (const [role, found] of Object.entries({ fe, label, logits }))
    if (found && found.name !== role) taken(found.name, role);
  return { fe: features, logits: outputs, label: labels };
}

function missing(role: string, { arrays, prefix, names }: InstanceSource, refuse: Refusal): Error {
  const oneSet = names.includes(role) ? '; a file of one set is for --train or --test' : '';
  const all = prefix ? ` (${prefix}${role}; the file holds ${some(names, NAMED) || 'nothing'}${oneSet})` : '';
  return refuse(some([...arrays.keys()], NAMED) || 'nothing', `an array or column ${role}${all}`);
}

/** Without what pooling leaves behind: `[n, H, 1, 1]` is `[n, H]`. */
function flat(shape: readonly number[]): readonly number[] {
  return shape.length > 2 && shape.slice(2).every((length) => length === 1) ? shape.slice(0, 2) : shape;
}

async function matrix(
  found: Found,
  name: string,
  n: number | undefined,
  refuse: Refusal,
): Promise<HostTensor> {
  const array = await found.read();
  if (!('data' in array)) {
    const row = array.text.findIndex((text) => text.trim() === '' || Number.isNaN(Number(text)));
    throw refuse(
      `${name} of text (${JSON.stringify(array.text[row]?.slice(0, 40))} in row ${row})`,
      'finite numbers',
    );
  }
  const { data } = array;
  // A binary head's logits come as [n], too.
  const shape = name.endsWith('logits') && array.shape.length === 1 ? [array.shape[0], 1] : flat(array.shape);
  if (shape.length !== 2 || shape[0] !== (n ?? shape[0]))
    throw refuse(`${name} of [${shape}]`, 'two axes, a row an instance, as many in fe as in logits');
  if (shape[0] === 0 || shape[1] === 0)
    throw refuse(`${name} of [${shape}]`, 'at least one row and one column');
  const wrong = firstNotFinite(data);
  if (wrong < 0) return { shape: [...shape], data };
  const place = `${name}[${Math.floor(wrong / shape[1])}, ${wrong % shape[1]}]`;
  throw refuse(`${place} = ${data[wrong]}`, 'finite numbers');
}
