import type { NamedArrays, ReadArray, Refusal } from '../../data/files/arrays';

/** What an analysis needs, by the names of this project. */
export const ROLES = ['fe', 'label', 'logits', 'W', 'b'] as const;
export type Role = (typeof ROLES)[number];

/** Which array of a file is which; what is left out is found by its name. */
export type Columns = Readonly<Partial<Record<Role, string>>>;

/** Names that people give, in small letters. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  fe: [
    'fe',
    'features',
    'feature',
    'feats',
    'feat',
    'embeddings',
    'embedding',
    'emb',
    'x',
    'latents',
    'penultimate',
  ],
  label: ['label', 'labels', 'y', 'target', 'targets', 'actual', 'y_true'],
  logits: ['logits', 'logit', 'z', 'scores', 'outputs'],
  W: ['w', 'weight', 'weights'],
  b: ['b', 'bias'],
};

/** A column a number: `0`, `f0`, `fe_0`, `logit_0`. */
const NUMBERED: Readonly<Partial<Record<Role, RegExp>>> = {
  fe: /^(?:f|fe|feat|feature|features|x|emb|embedding|embeddings|dim)?[_.]?(\d+)$/i,
  logits: /^(?:z|logit|logits|score)[_.]?(\d+)$/i,
};

/** The classification layer of a state_dict, whatever stands in front of its name. */
const LAYER = /(?:^|[./])(?:fc|linear|classifier|head|output|last_linear)(?:[./]0)?[./](weight|bias)$/;

/** An array, and the name that it has in the file. */
export interface Found {
  readonly name: string;
  read(): Promise<ReadArray>;
}

/** The array of a role; undefined where there is none. Refuses where several could be meant. */
export function findRole(
  role: Role,
  arrays: NamedArrays,
  columns: Columns,
  refuse: Refusal,
): Found | undefined {
  const asked = columns[role];
  if (asked !== undefined) {
    const read = arrays.get(asked);
    if (!read) throw refuse([...arrays.keys()].join(', ') || 'nothing', `${asked}, as asked for ${role}`);
    return { name: asked, read };
  }
  const own = arrays.get(role);
  if (own) return { name: role, read: own };
  const found = [...arrays.keys()].filter((name) => means(role, name));
  if (found.length > 1)
    throw refuse(found.join(', '), `one array for ${role}: say which (--columns ${role}=…)`);
  if (found.length === 1) return { name: found[0], read: arrays.get(found[0])! };
  return numbered(role, arrays);
}

function means(role: Role, name: string): boolean {
  if (NAMES[role].includes(name.toLowerCase())) return true;
  const [, part] = LAYER.exec(name) ?? [];
  return part !== undefined && part === { W: 'weight', b: 'bias' }[role as string];
}

/** Columns with a number each, from 0 or 1 on, as one array. */
function numbered(role: Role, arrays: NamedArrays): Found | undefined {
  const pattern = NUMBERED[role];
  if (!pattern) return undefined;
  const names = new Map<number, string>();
  for (const name of arrays.keys()) {
    const [, digits] = pattern.exec(name) ?? [];
    if (digits !== undefined) names.set(Number(digits), name);
  }
  const first = names.has(0) ? 0 : 1;
  const inOrder = Array.from({ length: names.size }, (_, k) => names.get(first + k));
  if (inOrder.length === 0 || inOrder.includes(undefined)) return undefined;
  const all = inOrder as string[];
  return { name: `${all[0]} … ${all[all.length - 1]}`, read: () => sideBySide(all, arrays) };
}

async function sideBySide(names: readonly string[], arrays: NamedArrays): Promise<ReadArray> {
  let data = new Float32Array(0);
  let n = 0;
  for (const [k, name] of names.entries()) {
    const column = await arrays.get(name)!();
    if (!('data' in column)) return column;
    if (k === 0) {
      n = column.data.length;
      data = new Float32Array(n * names.length);
    }
    for (let i = 0; i < n; i++) data[i * names.length + k] = column.data[i];
  }
  return { shape: [n, names.length], data };
}

const SET = /^(train|test)[_./](.+)$|^(.+)[_./](train|test)$/i;

/** The arrays of a set, `train_fe` or `X_train`, by what is left of their names. */
export function arraysOfSet(set: 'train' | 'test', arrays: NamedArrays): NamedArrays {
  const own = new Map<string, () => Promise<ReadArray>>();
  for (const [name, read] of arrays) {
    const [, before, first, second, after] = SET.exec(name) ?? [];
    if ((before ?? after)?.toLowerCase() === set) own.set(first ?? second, read);
  }
  return own;
}
