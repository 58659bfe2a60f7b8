import type { Refusal } from '../../errors';
import type { Pickled } from './pickle-opcodes';
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
  const found = search(root, '', DEEPEST, refuse);
  if (found) return found;
  const keys = root instanceof Map ? [...root.keys()].slice(0, 10).join(', ') : '';
  const given = keys
    ? `a dictionary of ${keys}, without weights`
    : 'an object that is no dictionary of tensors';
  throw refuse(given, 'a state_dict, or a checkpoint with one');
}

function search(value: Pickled, path: string, levels: number, refuse: Refusal): FoundStateDict | null {
  if (!(value instanceof Map) || levels === 0) return null;
  const entries = [...value].filter((entry): entry is [string, Pickled] => typeof entry[0] === 'string');
  if (isStateDict(entries)) {
    const tensors = entries.filter(
      (entry): entry is [string, TorchTensor] => entry[1] instanceof TorchTensor,
    );
    const others = entries.filter(([, item]) => !(item instanceof TorchTensor)).map(([name]) => name);
    return { path, tensors: new Map(tensors), leftOut: others };
  }
  const inside = entries
    .filter(([name]) => !/optim|sched|scaler/i.test(name))
    .flatMap(([name, item]) => {
      const found = search(item, path ? `${path}.${name}` : name, levels - 1, refuse);
      return found ? [{ name, found }] : [];
    });
  const usual = USUAL.map((name) => inside.find((one) => one.name === name)).find((one) => one);
  if (!usual && inside.length > 1)
    throw refuse(
      `weights at ${inside.map(({ found }) => found.path).join(' and ')}`,
      'one of them in the file',
    );
  const taken = usual ?? inside[0];
  if (!taken) return null;
  const beside = entries.map(([name]) => name).filter((name) => name !== taken.name);
  return { ...taken.found, leftOut: [...beside, ...taken.found.leftOut] };
}

function isStateDict(entries: readonly [string, Pickled][]): boolean {
  return entries.some(([name, item]) => /(^|\.)weight$/.test(name) && item instanceof TorchTensor);
}
