import type { Setting } from '../../train/config';
import type { Results } from '../results';
import type { Evident, Unit } from './estimate';

/** Which research question of the paper, 1..7. */
export type Question = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Numbers that a verdict rests on, by what they are: `{ 'classes 6-9': 0.92, 'classes 0-3': 0.49 }`. */
export type Evidence = Readonly<Record<string, Evident>>;

/**
 * What can be said of a claim. An answer is given where it stays the same over the 95 % intervals of its numbers; where it does
 * not, these runs cannot tell. `not evaluated`: what it needs is absent.
 */
export type Answer = 'holds' | 'does not hold' | 'cannot be told' | 'not evaluated';

/** What the test of a claim finds, before it is put into words. */
export interface Finding {
  /** Whether the numbers, as they are, pass; null where one is absent. */
  readonly pass: boolean | null;
  readonly answer: Answer;
  readonly evidence: Evidence;
  /** The reason why it cannot be told, where the intervals do not show it. */
  readonly doubt?: string;
}

/** One claim of the paper as a predicate. */
export interface Claim {
  /** `P3.1`: research question 3, first claim. */
  readonly id: string;
  readonly rq: Question;
  /** Whose claim it is; default the paper's. `project`: a check of ours beside the paper's claims. */
  readonly by?: 'paper' | 'project';
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

/** A 95 % interval, or what is found with one left out, and what it is drawn over. */
export interface EvidenceInterval {
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly of: Unit;
  /** The ends are no 95 % interval, but what the number would be with one of its n left out. */
  readonly leftOut?: boolean;
}

/** A claim judged on the results at hand. */
export interface Verdict extends Pick<Claim, 'id' | 'rq' | 'kind' | 'statement' | 'threshold' | 'published'> {
  readonly by: 'paper' | 'project';
  /** Whether the numbers as they are, without their intervals, pass; null where one is absent. */
  readonly pass: boolean | null;
  readonly answer: Answer;
  /** The evidence in words, `classes 6-9: 0.92, classes 0-3: 0.49`. */
  readonly observed: string;
  /** How sure it is, `classes 6-9: 0.9 to 0.94 (n = 279 images)`; empty where no number has an interval. */
  readonly sure: string;
  readonly evidence: Readonly<Record<string, number | null>>;
  /** Intervals of the evidence that has one; an end is null where it is unbounded. */
  readonly intervals: Readonly<Record<string, EvidenceInterval>>;
  /** For a magnitude judged on training presets other than `paper`: these presets. Otherwise null. */
  readonly reducedPreset: string | null;
}
