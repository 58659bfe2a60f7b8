import type { NamedArrays, Refusal } from '../../data/files/arrays';
import type { Head } from '../../model/head';
import type { HostTensor } from '../../model/weights';
import { fit } from './head-fit';
import type { Instances } from './instances';
import { type Columns, findRole } from './names';
import { solveHead } from './solve-head';

type LogitsOf = Pick<Instances, 'fe' | 'logits'>;

/** A head, what it takes to have the given logits from it, and what was done to find that. */
export interface ImportedHead {
  readonly head: Head;
  /** The given logits are so many times the head's: LDAM's s; else 1. */
  readonly scale: number;
  /** Clauses for the printed line. */
  readonly said: readonly string[];
}

/**
 * The classification layer among `arrays`: `W: [C, H]` and `b: [C]`, or the layer of a PyTorch state_dict (`fc.weight`,
 * `linear.bias` …). Without W it is solved from the logits. Without b it is linear or cosine, as `asked` or as the
 * logits show; a W of `[H, C]` is turned. Refuses a layer that does not give the logits.
 */
export async function importHead(
  arrays: NamedArrays,
  columns: Columns,
  instances: LogitsOf,
  asked: Head['kind'] | undefined,
  refuse: Refusal,
  refuseInstances: Refusal = refuse,
): Promise<ImportedHead> {
  const [foundW, foundB] = [findRole('W', arrays, columns, refuse), findRole('b', arrays, columns, refuse)];
  const [W, b] = [await numbersOf(foundW?.read, 'W', refuse), await numbersOf(foundB?.read, 'b', refuse)];
  if (!W) return { head: solvedHead(instances, asked, refuse), scale: 1, said: [] };
  const renamed = [foundW!, ...(foundB ? [foundB] : [])].filter(({ name }) => name !== 'W' && name !== 'b');
  const said = renamed.map(({ name }) => `${name} as ${name === foundW!.name ? 'W' : 'b'}`);
  const kinds = asked ? [asked] : b ? (['linear'] as const) : (['linear', 'cosine'] as const);
  if (!instances.logits && kinds.length > 1)
    throw refuse('W without b or logits', 'to be told the kind of head');
  for (const turned of orientations(W, instances.fe.shape[1], refuse))
    for (const kind of kinds) {
      const head = headOf(kind, turned ? transposed(W) : W, b, instances.fe, refuse);
      const scale = fit(head, instances);
      if (scale === null || (kind === 'linear' && scale !== 1)) continue;
      const how =
        kind === 'cosine' && !asked ? [`a cosine head, scaled by ${Number(scale.toPrecision(5))}`] : [];
      return { head, scale, said: [...said, ...(turned ? ['W turned to [C, H]'] : []), ...how] };
    }
  const expected = 'fe that enters the classification layer, and its W and b';
  throw refuseInstances('logits that W and b do not give from fe', expected);
}

async function numbersOf(
  read: (() => Promise<unknown>) | undefined,
  name: string,
  refuse: Refusal,
): Promise<HostTensor | undefined> {
  const array = await read?.();
  if (array === undefined) return undefined;
  const { shape, data } = array as Partial<HostTensor>;
  if (!shape || !data) throw refuse(`${name} of text`, 'finite numbers');
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw refuse(`${name}[${wrong}] = ${data[wrong]}`, 'finite numbers');
  return { shape, data };
}

/** Whether W is to be turned; both ways if it is square. A binary head's W may be `[H]`. */
function orientations({ shape }: HostTensor, H: number, refuse: Refusal): boolean[] {
  const [rows, columns] = shape.length === 1 ? [1, shape[0]] : shape;
  const ways = [columns === H ? [false] : [], rows === H ? [true] : []].flat();
  if (shape.length > 2 || ways.length === 0)
    throw refuse(`W of [${shape}]`, `[C, ${H}], a row a class and a column a feature of fe`);
  return ways;
}

function transposed({ shape: [rows, columns], data }: HostTensor): HostTensor {
  return {
    shape: [columns, rows],
    data: data.map((_, k) => data[(k % rows) * columns + Math.floor(k / rows)]),
  };
}

function solvedHead(instances: LogitsOf, asked: Head['kind'] | undefined, refuse: Refusal): Head {
  const { fe, logits } = instances;
  if (!logits)
    throw refuse('neither logits nor W', 'logits [n, C], or W [C, H] and b [C], which --head may bring');
  if (asked === 'cosine') throw refuse('a cosine head without W', 'W [C, H]');
  const head = solveHead(fe, logits, refuse);
  if (fit(head, instances) !== null) return head;
  throw refuse('logits that are no linear function of fe', 'W of the classification layer as well');
}

function headOf(
  kind: Head['kind'],
  W: HostTensor,
  b: HostTensor | undefined,
  fe: HostTensor,
  refuse: Refusal,
): Head {
  const H = fe.shape[1];
  const C = W.data.length / H;
  if (b && b.data.length !== C) throw refuse(`b of [${b.shape}]`, `[${C}]`);
  return { kind, H, C, W: W.data, b: kind === 'cosine' ? null : (b?.data ?? new Float32Array(C)) };
}
