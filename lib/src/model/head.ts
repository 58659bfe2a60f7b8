import { UserError } from '../errors';
import { checkValue, record } from '../options';
import type { Network, Weights } from './weights';

/** Classification layer: logits = fe Wᵀ + b, or the cosines of fe and the rows of W. */
export interface Head {
  readonly kind: 'linear' | 'cosine';
  readonly H: number;
  readonly C: number;
  /** Raw (unnormalised) weights. `W: [C, H]`. */
  readonly W: Float32Array;
  /** `b: [C]`; null for a cosine head. */
  readonly b: Float32Array | null;
}

const named = record<Pick<Network, 'weights'>>({
  weights: { expected: 'a map of named tensors', accepts: (value) => value instanceof Map },
});

/** The classification layer of a network. */
export function headOf(network: Network): Head {
  return headOfTensors(checkValue('headOf', 'network', network, named).weights, 'headOf');
}

/** The classification layer among named tensors; without a bias it is a cosine head. Throws UserError if there is none. */
export function headOfTensors(tensors: Weights, where: string): Head {
  const [W, bias] = [tensors.get('linear.weight'), tensors.get('linear.bias')];
  const [C, H] = W?.shape ?? [];
  const fits = W?.shape.length === 2 && C * H > 0 && (!bias || bias.shape.join() === String(C));
  const finite = [W, bias].every((tensor) => tensor?.data.every(Number.isFinite) ?? true);
  if (!W || !fits || !finite) {
    const shapes = [...tensors].slice(0, 5).map(([name, { shape }]) => `${name} [${shape}]`);
    const given = (shapes.join(', ') || 'no tensors') + (finite ? '' : ', not all of it finite');
    const expected = 'linear.weight [C, H], with linear.bias [C] or without, finite';
    throw new UserError({ where, given, expected, remedy: 'Restore it, or write it again.' });
  }
  return { kind: bias ? 'linear' : 'cosine', H, C, W: W.data, b: bias?.data ?? null };
}
