import { UserError } from '../errors';
import { basename } from '../machine';
import { nearestWord } from '../options';
import { type Preset, paperSetting, type Setting } from '../train/config-fields';
import type { Run } from './finished-run';

/** The settings in the order of the paper's Table 1. */
const order: readonly Setting[] = ['cifar.ce', 'cifar.focal', 'cifar.ldam', 'svhn.ce', 'celeba.ce'];

/** Runs by id. The paper's ids are named, so that Tab completes them: not all need be there. */
export type Runs = { readonly [id in `${Setting}-${'imbalanced' | 'balanced'}`]: Run } & Readonly<
  Record<string, Run>
>;

/** The shortest first. */
const presets: readonly Preset[] = ['smoke', 'small', 'course', 'paper'];

/** What is asked of any object, by `await`, `JSON.stringify`, and those who print one or tell what it is. */
const askedOfAll = new Set([
  'then',
  'toJSON',
  'inspect',
  'toTensor',
  'asymmetricMatch',
  'nodeType',
  'tagName',
]);

/**
 * The runs by id, in the paper's order; of several with one id that of the longest preset, or else the last. Any is also there
 * under the name of its folder, which is not listed. Reading one that is not there throws a UserError; `id in runs` asks.
 */
export function runsById(runs: readonly Run[]): Runs {
  const shortestFirst = [...runs].sort((a, b) => length(a) - length(b));
  const byId = Object.fromEntries(inPaperOrder(shortestFirst).map((run) => [run.id, run]));
  return new Proxy(byId, {
    get: (target, id) => {
      if (typeof id === 'symbol' || id in target || askedOfAll.has(id)) return Reflect.get(target, id);
      const found = runs.find(({ folder }) => basename(folder) === id);
      if (found) return found;
      throw missing(id, Object.keys(target));
    },
  }) as Runs;
}

function length({ config }: Run): number {
  return presets.indexOf(config.preset);
}

/** The run of that id, or undefined. */
export function runOf(runs: Readonly<Record<string, Run>>, id: string): Run | undefined {
  return Object.hasOwn(runs, id) ? runs[id] : undefined;
}

/** Imbalanced before balanced, and within each in the order of Table 1; one's own images last. */
export function inPaperOrder(runs: readonly Run[]): Run[] {
  const rank = ({ config }: Run) => {
    const setting = paperSetting(config.setting);
    const place = setting === null ? order.length : order.indexOf(setting);
    return place + (config.balance === 'imbalanced' ? 0 : order.length + 1);
  };
  return [...runs].sort((a, b) => rank(a) - rank(b));
}

function missing(id: string, ids: readonly string[]): UserError {
  const near = nearestWord(id, ids);
  return new UserError({
    where: 'runs',
    given: `'${id}'`,
    expected: ids.length > 0 ? `one of the runs at hand: ${ids.join(', ')}` : 'a run, but there is none',
    remedy: near
      ? `Did you mean runs['${near}']?`
      : 'cf.paper.runsAtHand(runs) lists what is there and what is not.',
  });
}
