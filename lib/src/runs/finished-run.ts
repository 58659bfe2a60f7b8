import type { Embedding, Embeddings, Head } from '../embed/embeddings';
import type { TrainingConfig } from '../train/config';
import type { EpochRecord } from '../train/fit';
import type { Environment, Move } from './environment';

/** A finished run, ready to be studied. */
export interface Run {
  /** `cifar.ce-imbalanced`: the setting and the balance. */
  readonly id: string;
  readonly folder: string;
  readonly config: TrainingConfig;
  /** What it was trained on: backend, processor, Node. */
  readonly environment: Environment;
  /** Where it went on in another environment. */
  readonly moves: readonly Move[];
  /** One record per epoch. */
  readonly history: readonly EpochRecord[];
  /** The epoch of the best test BAC, whose network every embedding comes from. */
  readonly best: EpochRecord;
  readonly last: EpochRecord;
  /** Of the best network. */
  readonly embeddings: Embeddings;
  /** Position in the data set's own order of each row of `embeddings.train`. */
  readonly trainIndex: Int32Array;
  /** Where its images lay, of a run on one's own. */
  readonly imagesPath?: string;
  /** Classification layer of the last epoch. */
  readonly lastHead: Head;
  /** The whole, balanced training set under the best network (for RQ1); null for a balanced run. */
  fullTrain(): Promise<FullTrainingSet | null>;
}

/** The whole training set of a run, of which it saw a part. */
export interface FullTrainingSet extends Embedding {
  /** Position in the data set's own order of each row, as {@link Run.trainIndex} has them; rising, perhaps with gaps. */
  readonly index: Int32Array;
}
