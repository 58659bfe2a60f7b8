import { checkHead } from '../../embed/check';
import type { Head } from '../../embed/embeddings';
import { type Members, topMembers } from './top-members';

/** The largest weights, signed: not by absolute value, and unnormalised for a cosine head too. */
export interface WeightStats {
  /** The ten largest weights of each class (all, if H < 10). `[C][10]`. */
  readonly members: Members;
  /** Their sum, S10. `[C]`. */
  readonly sumTop10: readonly number[];
  /** Largest weight of all classes. */
  readonly max: number;
}

/** The ten largest weights of each class, and their sum. Source: paper §5.5, Fig. 7. */
export function weightStats(head: Head): WeightStats {
  checkHead('weightStats', head, head);
  const { W, C, H } = head;
  const rows = Array.from({ length: C }, (_, c) => Float64Array.from(W.subarray(c * H, (c + 1) * H)));
  const members = topMembers(rows);
  return {
    members,
    sumTop10: members.map((ranked) => ranked.reduce((sum, { value }) => sum + value, 0)),
    max: Math.max(...members.map(([largest]) => largest.value)),
  };
}
