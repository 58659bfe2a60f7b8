/** Points in a space of H dimensions, one after the other. `values: [n, H]`. */
export interface Points {
  readonly H: number;
  readonly values: Float32Array;
}

/**
 * `first` and the `count` - 1 of `candidates` nearest to it, nearest first; of equally near ones the earlier. Numbers of
 * points.
 */
export function alikeTo(
  points: Points,
  candidates: readonly number[],
  first: number,
  count: number,
): number[] {
  const others = candidates
    .filter((point) => point !== first)
    .map((point) => ({ point, far: squaredDistance(points, first, point) }))
    .sort((a, b) => a.far - b.far);
  return [first, ...others.slice(0, count - 1).map(({ point }) => point)];
}

/**
 * `first`, then always that of `candidates` which is farthest from all taken so far; of equally far ones the earlier. Source:
 * Gonzalez 1985, "Clustering to Minimize the Maximum Intercluster Distance".
 */
export function apartFrom(
  points: Points,
  candidates: readonly number[],
  first: number,
  count: number,
): number[] {
  const taken = [first];
  const left = new Map(candidates.filter((point) => point !== first).map((point) => [point, Infinity]));
  while (taken.length < count && left.size > 0) {
    const newest = taken[taken.length - 1];
    let farthest = -1;
    for (const [point, before] of left) {
      const far = Math.min(before, squaredDistance(points, newest, point));
      left.set(point, far);
      if (farthest < 0 || far > left.get(farthest)!) farthest = point;
    }
    left.delete(farthest);
    taken.push(farthest);
  }
  return taken;
}

function squaredDistance({ H, values }: Points, a: number, b: number): number {
  let sum = 0;
  for (let h = 0; h < H; h++) sum += (values[a * H + h] - values[b * H + h]) ** 2;
  return sum;
}
