import { Tensor } from '@tensorflow/tfjs-core';

/** Tensors by name, nested as the caller likes: `{ weights: { conv1: … }, images: … }`. */
export type Tensors = { readonly [name: string]: Tensor | Tensors };

/** A tree's shape without its tensors: names in order, nested. */
export type Layout = readonly (readonly [name: string, inner: Layout | null])[];

/** The tensors of a tree, in the order of its names, depth first. Throws, naming the place, on anything else in it. */
export function leaves(tree: Tensors, place: string): Tensor[] {
  if (typeof tree !== 'object' || tree === null || 'then' in tree) {
    const given = typeof tree === 'object' ? (tree === null ? 'null' : 'a promise') : typeof tree;
    throw new Error(`compile: ${place} is ${given}, expected a tensor or an object of tensors.`);
  }
  return Object.entries(tree).flatMap(([name, value]) =>
    isTensor(value) ? [value] : leaves(value, `${place}.${name}`),
  );
}

/** The names of a tree, to rebuild it around other leaves. */
export function layoutOf(tree: Tensors): Layout {
  return Object.entries(tree).map(
    ([name, value]) => [name, isTensor(value) ? null : layoutOf(value)] as const,
  );
}

/** The tree of this layout around `tensors`, given in the order of {@link leaves}. */
export function rebuild(layout: Layout, tensors: readonly Tensor[]): Tensors {
  let next = 0;
  const build = (part: Layout): Tensors =>
    Object.fromEntries(part.map(([name, inner]) => [name, inner ? build(inner) : tensors[next++]]));
  return build(layout);
}

/** The tensors of a tree that has this layout's names, in the layout's order. Throws, naming the place, where it has others. */
export function arrange(layout: Layout, tree: Tensors, place: string): Tensor[] {
  const other = Object.keys(tree).find((name) => !layout.some(([known]) => known === name));
  if (other !== undefined) throw new Error(`compile: ${place}.${other} is no part of the state.`);
  return layout.flatMap(([name, inner]) => {
    const value = tree[name];
    if (inner && value && !isTensor(value)) return arrange(inner, value, `${place}.${name}`);
    if (inner || !isTensor(value))
      throw new Error(`compile: ${place}.${name} is not what the state has there.`);
    return [value];
  });
}

/** What decides whether a recorded graph fits: names, dtypes and shapes of all leaves. */
export function signature(tree: Tensors): string {
  return Object.entries(tree)
    .map(([name, value]) =>
      isTensor(value) ? `${name}:${value.dtype}[${value.shape.join()}]` : `${name}{${signature(value)}}`,
    )
    .join(';');
}

function isTensor(value: Tensor | Tensors | undefined): value is Tensor {
  return value instanceof Tensor;
}
