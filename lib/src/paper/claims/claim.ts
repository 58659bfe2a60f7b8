import type { Setting } from '../../train/config';
import type { Maybe } from '../known';
import type { Results } from '../results';

/** Which research question of the paper, 1..7. */
export type Question = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Numbers that a verdict rests on, by what they are: `{ 'classes 6-9': 0.92, 'classes 0-3': 0.49 }`. */
export type Evidence = Readonly<Record<string, Maybe>>;

/** A verdict before it is dressed: null where what it needs is absent. */
export interface Finding {
  readonly pass: boolean | null;
  readonly evidence: Evidence;
}

/** One claim of the paper as a predicate. */
export interface Claim {
  /** `P3.1`: research question 3, first claim. */
  readonly id: string;
  readonly rq: Question;
  /** D: a direction, which should hold for shortened training too. M: a magnitude near the paper's. */
  readonly kind: 'D' | 'M';
  /** One plain sentence. */
  readonly statement: string;
  readonly threshold: string;
  /** What the paper found, in words with its numbers; null where it prints none. */
  readonly published: string | null;
  /** The settings it is about. */
  readonly settings: readonly Setting[];
  readonly judge: (results: Results) => Finding;
}

/** A claim judged on the results at hand. */
export interface Verdict extends Pick<Claim, 'id' | 'rq' | 'kind' | 'statement' | 'threshold' | 'published'> {
  readonly pass: boolean | null;
  /** The evidence in words, `classes 6-9: 0.92, classes 0-3: 0.49`. */
  readonly observed: string;
  readonly evidence: Readonly<Record<string, number | null>>;
  /** For a magnitude judged on training presets other than `paper`: these presets. Otherwise null. */
  readonly reducedPreset: string | null;
}
