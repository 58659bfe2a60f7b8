import { canonicalName } from '../../model/checkpoint';
import type { Head } from '../../model/head';
import type { HostTensor } from '../../model/weights';
import { logitsUnder } from '../head-logits';
import type { NamedArrays, Refusal } from './arrays';
import type { Instances } from './instances';
import { solveHead } from './solve-head';

/** Largest difference between given and computed logits, over the largest logit: half-precision fe stay below it. */
const CLOSE = 0.01;

/** Instances on which given logits are compared with W and b. */
const COMPARED = 1000;

type LogitsOf = Pick<Instances, 'fe' | 'logits'>;

/**
 * The classification layer among `arrays`: `W: [C, H]` and `b: [C]`, or the layer of a PyTorch state_dict (`fc.weight`,
 * `linear.bias` …). Without W it is solved from the logits. Without b it is linear or cosine, as `asked` or as the
 * logits show. Refuses a layer that does not give the logits.
 */
export function importHead(
  arrays: NamedArrays,
  instances: LogitsOf,
  asked: Head['kind'] | undefined,
  refuse: Refusal,
): Head {
  const layer = new Map([...arrays].map(([name, array]) => [canonicalName(name), array]));
  const W = layer.get('W') ?? layer.get('linear.weight');
  const b = layer.get('b') ?? layer.get('linear.bias');
  if (!W) return solvedHead(instances, asked, refuse);
  const kinds = asked ? [asked] : b ? (['linear'] as const) : (['linear', 'cosine'] as const);
  const candidates = kinds.map((kind) => headOf(kind, W, b, instances.fe, refuse));
  if (!instances.logits && candidates.length > 1)
    throw refuse('W without b or logits', 'to be told the kind of head');
  const fitting = candidates.find((head) => gives(head, instances));
  if (fitting) return fitting;
  const expected = 'fe that enters the classification layer, and its W and b';
  throw refuse('logits that W and b do not give from fe', expected);
}

function solvedHead(instances: LogitsOf, asked: Head['kind'] | undefined, refuse: Refusal): Head {
  const { fe, logits } = instances;
  if (!logits) throw refuse('neither logits nor W', 'logits [n, C], or W [C, H] and b [C]');
  if (asked === 'cosine') throw refuse('a cosine head without W', 'W [C, H]');
  const head = solveHead(fe, logits, refuse);
  if (gives(head, instances)) return head;
  throw refuse('logits that are no linear function of fe', 'W of the classification layer as well');
}

function headOf(
  kind: Head['kind'],
  W: HostTensor,
  b: HostTensor | undefined,
  fe: HostTensor,
  refuse: Refusal,
): Head {
  const [C, H] = W.shape;
  if (W.shape.length !== 2 || H !== fe.shape[1])
    throw refuse(`W of [${W.shape}]`, `[C, ${fe.shape[1]}], a row a class and a column a feature of fe`);
  if (b && b.data.length !== C) throw refuse(`b of [${b.shape}]`, `[${C}]`);
  return { kind, H, C, W: W.data, b: kind === 'cosine' ? null : (b?.data ?? new Float32Array(C)) };
}

/** Whether the head gives the logits, if there are any to compare. */
function gives(head: Head, { fe, logits }: LogitsOf): boolean {
  if (!logits) return true;
  if (logits.shape[1] !== head.C) return false;
  const computed = logitsUnder(head, fe, Math.min(fe.shape[0], COMPARED));
  let [largest, off] = [0, 0];
  for (let k = 0; k < computed.length; k++) {
    largest = Math.max(largest, Math.abs(logits.data[k]));
    off = Math.max(off, Math.abs(logits.data[k] - computed[k]));
  }
  return off <= CLOSE * largest;
}
