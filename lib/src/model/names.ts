import { inUsualLayout } from './layouts';
import type { HostTensor } from './weights';

/** Tensors under this project's names. */
export interface Renamed {
  readonly tensors: Map<string, HostTensor>;
  /** The name in the file, by ours. */
  readonly given: ReadonlyMap<string, string>;
  /** What was taken from the front of all names, `module.`; empty: nothing. */
  readonly prefix: string;
  /** Names of what no network needs. */
  readonly leftOut: readonly string[];
}

/** Counts that profilers and losses leave in a state_dict. */
const BESIDE = /(^|\.)(total_ops|total_params|num_batches_tracked)$|^(criterion|loss|loss_fn)\./;

/** The names that a classification layer has elsewhere, of its own or as the one layer of a list. */
const HEAD = /^(fc|linear|classifier|head|output|out|last_linear|logits)(\.fc)?(\.\d+)?\.(weight|bias)$/;

/**
 * The tensors of a PyTorch ResNet under the names that this project has. What all names begin with is taken off (`module.`,
 * `_orig_mod.`, `model.`), then what those of the convolutions begin with (`backbone.`); the classification layer may have any
 * usual name, shortcuts are called `downsample` or `shortcut`, stages also `stage_1`, and layers `conv_1`; the first are `conv`
 * and `bn`, too. Layouts of other libraries are turned to torchvision's first ({@link inUsualLayout}).
 */
export function renamed(tensors: ReadonlyMap<string, HostTensor>): Renamed {
  const leftOut = [...tensors.keys()].filter((name) => BESIDE.test(name));
  const names = [...tensors.keys()].filter((name) => !BESIDE.test(name));
  const prefix = sharedPrefix(names);
  const bare = inUsualLayout(names.map((name) => name.slice(prefix.length)));
  const inner = /^(.*\.)(?:layer|stage)_?1\.0\.conv_?1\.weight$/;
  const backbone = bare.map((name) => inner.exec(name)?.[1]).find((found) => found) ?? '';
  const inside = bare.map((name) => (name.startsWith(backbone) ? name.slice(backbone.length) : name));
  const heads = new Set(inside.filter((name) => HEAD.test(name)).map((name) => name.replace(/\.\w+$/, '')));
  const [head] = heads.size === 1 ? heads : [];
  const canonical = inside.map((name) => canonicalName(name, head));
  // Two names for one layer tell nothing: they stay as they are, and are refused as unknown.
  const ours = new Set(canonical).size === canonical.length ? canonical : inside;
  return {
    tensors: new Map(ours.map((name, k) => [name, tensors.get(names[k])!])),
    given: new Map(ours.map((name, k) => [name, names[k]])),
    prefix: prefix + backbone,
    leftOut,
  };
}

/** What all names begin with, as whole parts, leaving each at least the name of a layer and of its tensor. */
function sharedPrefix(names: readonly string[]): string {
  let prefix = '';
  for (;;) {
    const next = names[0]?.slice(prefix.length).split('.', 1)[0];
    const longer = `${prefix}${next}.`;
    const shared = names.every((name) => name.startsWith(longer) && name.slice(longer.length).includes('.'));
    if (!next || !shared) return prefix;
    prefix = longer;
  }
}

function canonicalName(name: string, head: string | undefined): string {
  if (head !== undefined && name.startsWith(`${head}.`)) return `linear${name.slice(head.length)}`;
  return name
    .replace(/^(conv|bn)(?=\.)/, '$&1')
    .replace(/(^|\.)(conv|bn)_(\d\.)/, '$1$2$3')
    .replace(/^(?:layer|stage)_?(\d+\.)/, 'layer$1')
    .replace(/^(layer\d+\.\d+)\.shortcut\./, '$1.downsample.');
}
