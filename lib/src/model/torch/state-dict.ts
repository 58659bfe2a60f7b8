import type { Pickled } from '../../data/files/pickle-opcodes';
import type { Refusal } from '../../errors';
import { TorchTensor } from './tensors';

/** The weights in a checkpoint, and what stands beside them. */
export interface FoundStateDict {
  /** Where they were, `state_dict` or `model.ema`; empty: the file holds nothing else. */
  readonly path: string;
  readonly tensors: ReadonlyMap<string, TorchTensor>;
  /** Names of what else there is. */
  readonly leftOut: readonly string[];
}

/** Where people put a network's weights, the likeliest first. */
const USUAL =
  'state_dict model_state_dict model_state model net network weights params module student encoder ema_state_dict state_dict_ema model_ema ema'.split(
    ' ',
  );

/** Levels of dictionaries that are looked into. */
const DEEPEST = 4;

/**
 * The state_dict in what a checkpoint holds: itself, or at the first of the usual names in it, or the only one that there is.
 * Throws what `refuse` makes where there is none, or several under names that do not tell.
 */
export function findStateDict(root: Pickled, refuse: Refusal): FoundStateDict {
  const found = search(root, DEEPEST, new Map(), refuse);
  if (found) return found;
  const names = root instanceof Map ? [...root.keys()].slice(0, 10) : [];
  const keys = names.map((name) => (typeof name === 'string' ? name.slice(0, 60) : typeof name)).join(', ');
  const given = keys
    ? `a dictionary of ${keys}, without weights`
    : 'an object that is no dictionary of tensors';
  throw refuse(given, 'a state_dict, or a checkpoint with one');
}

/** What was found in dictionaries, by the levels that were looked into: there may be more ways to one than bytes in the file. */
type Seen = Map<Pickled, (FoundStateDict | null)[]>;

function search(value: Pickled, levels: number, seen: Seen, refuse: Refusal): FoundStateDict | null {
  if (!(value instanceof Map) || levels === 0) return null;
  const known = seen.get(value) ?? [];
  if (known[levels] === undefined) {
    seen.set(value, known);
    known[levels] = null; // for a way that leads back
    known[levels] = searchIn(value, levels, seen, refuse);
  }
  return known[levels];
}

function searchIn(
  value: Map<Pickled, Pickled>,
  levels: number,
  seen: Seen,
  refuse: Refusal,
): FoundStateDict | null {
  const entries = [...value].filter((entry): entry is [string, Pickled] => typeof entry[0] === 'string');
  if (isStateDict(entries)) {
    const tensors = entries.filter(
      (entry): entry is [string, TorchTensor] => entry[1] instanceof TorchTensor,
    );
    const others = entries.filter(([, item]) => !(item instanceof TorchTensor)).map(([name]) => name);
    return { path: '', tensors: new Map(tensors), leftOut: others };
  }
  const inside = entries
    .filter(([name]) => !/optim|sched|scaler/i.test(name))
    .flatMap(([name, item]) => {
      const only = Array.isArray(item) && item.length === 1 ? item[0] : item;
      const found = search(only, levels - 1, seen, refuse);
      return found ? [{ name, path: found.path ? `${name}.${found.path}` : name, found }] : [];
    });
  const usual = USUAL.map((name) => inside.find((one) => one.name === name)).find((one) => one);
  if (!usual && inside.length > 1) {
    const places = inside.slice(0, 5).map(({ path }) => path);
    throw refuse(`weights at ${places.join(' and ')}`, 'one of them in the file');
  }
  const taken = usual ?? inside[0];
  if (!taken) return null;
  const beside = entries.map(([name]) => name).filter((name) => name !== taken.name);
  return { ...taken.found, path: taken.path, leftOut: [...beside, ...taken.found.leftOut] };
}

function isStateDict(entries: readonly [string, Pickled][]): boolean {
  return entries.some(([name, item]) => /(^|\.)weight$/.test(name) && item instanceof TorchTensor);
}
