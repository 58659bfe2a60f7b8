import type { Ablation } from './class/ablation';
import type { Calibration } from './class/calibration';
import type { ContributionOptions } from './class/contribution';
import type { DescribingFeatures } from './class/describing-features';
import type { SufficientOptions } from './class/sufficient-features';
import type { Coverage } from './instance/coverage';
import type { CoverageOptions } from './instance/coverage-options';
import type { PerClass, Rows } from './per-class';
import type { Remedies } from './remedies/remedies';
import type { TestOverTrain } from './train-test/fp-over-train';
import type { Frobenius, FrobeniusOptions } from './train-test/frobenius';
import type { NeuralCollapse } from './train-test/neural-collapse';
import type { Overlap, OverlapOptions } from './train-test/overlap';
import type { FpMode } from './train-test/tp-fp';
import type { StandardErrors } from './uncertainty/standard-errors';

/** Options of `measure`. Ks and numbers of features above H are cut to H. */
export interface MeasureOptions {
  /** K of the coverage ratios. Default 1, 2, 3, 5, 7, 11, 16, 64. */
  readonly Ks: readonly number[];
  /** Features of an instance that count as its top (class top-K, overlap, features to describe). Default 7. */
  readonly topK: number;
  /** Ranks listed of each class, and features compared by the overlap. Default 10. */
  readonly members: number;
  /** Ranks listed of the contributions. Default 7. */
  readonly contributions: number;
  /** Default `missed`. */
  readonly fpMode: FpMode;
  /** Seed and number of the random samples of equal size. Default 0 and 50. */
  readonly seed: number;
  readonly draws: number;
  /** Whether remedies that train a layer are tried, too: seconds. Default false. */
  readonly retrain: boolean;
}

/** Everything that was chosen where the paper leaves a choice. */
export interface ResolvedOptions extends MeasureOptions {
  readonly coverage: Readonly<Record<'paper' | 'exact', CoverageOptions>>;
  readonly contribution: Readonly<Record<'paper' | 'exact', ContributionOptions>>;
  readonly sufficient: SufficientOptions;
  readonly overlap: OverlapOptions;
  readonly frobenius: FrobeniusOptions;
}

/** Largest values of each class in falling order, `[C][members]`, and their features. */
export interface Ranked {
  readonly top: Rows;
  readonly index: Rows;
}

/** Coverage ratios by K: `{ "2": { perClass, overall, classMean }, ... }`. */
export type CoverageByK = Readonly<Record<string, Omit<Coverage, 'K'>>>;

/** Every quantity of one network. Lists are by class, in class order; recalls and shares are 0..1; absent = null. */
export interface Measures {
  readonly trainRecall: PerClass;
  readonly testRecall: PerClass;
  /** Balanced accuracy, the mean recall. */
  readonly trainBac: number | null;
  readonly testBac: number | null;
  readonly coverage: { readonly paper: CoverageByK; readonly exact: CoverageByK };
  readonly minimalK: {
    /** Mean instance top-K number, preset `paper`. */
    readonly perClassMean: PerClass;
    /** Instances that have none. */
    readonly missing: readonly number[];
    /** Smallest K with an overall coverage of at least 0.9, preset `paper`. */
    readonly smallestKFor90: number | null;
    /** `[H]`, overall coverage for K = 1..H, preset `paper`. */
    readonly overallByK: readonly (number | null)[];
  };
  /** Largest class mean ce, raw, and the weight each of them has. `weight: [C][members]`. */
  readonly meanCe: Ranked & { readonly weight: Rows };
  /** The same in normed units: another number for a cosine head only. */
  readonly meanCeNormed: Ranked;
  readonly meanFe: Ranked;
  readonly weights: Ranked & {
    /** Sum of each class's ten largest weights. */
    readonly sumTop10: readonly number[];
    readonly max: number;
  };
  /** Contributions to the logit of the features with the largest mean ce. `[C][contributions]`. */
  readonly contribution: {
    readonly paper: Rows;
    readonly exact: Rows;
    readonly index: { readonly paper: Rows; readonly exact: Rows };
    /** Instances left out of `paper`, their logit being too near to 0. */
    readonly skipped: readonly number[];
  };
  /** Most frequent features among the instances' top K, and in which share of the instances. */
  readonly classTopK: { readonly ratio: Rows; readonly index: Rows };
  readonly describe: DescribingFeatures;
  /** Shares of common frequent features between train and test. */
  readonly overlap: Omit<Overlap, 'nTp' | 'nFp'>;
  /** Distances between the class means of train and test. */
  readonly frobenius: Frobenius;
  /** Test over training mean at each class's strongest training feature. */
  readonly fpOverTrain: TestOverTrain;
  /** Of the training set under the network's layer; its NC4 of the test set. */
  readonly neuralCollapse: NeuralCollapse;
  /** Of the test set. */
  readonly calibration: Calibration;
  /** Test recalls with each class's loudest features zero, up to three of them; null where there is but one feature. */
  readonly ablation: Omit<Ablation, 'random' | 'others'> | null;
  /** The test set under remedies that leave the extractor as it is. */
  readonly remedies: Remedies;
  /** How much the numbers above would vary with other samples of instances. */
  readonly standardErrors: StandardErrors;
}

/** The whole analysis of one network, as plain data: `JSON.stringify` loses nothing. */
export interface Analysis {
  readonly options: ResolvedOptions;
  /** Latent width. */
  readonly H: number;
  /** `[C]` training and test instances. */
  readonly nTrain: readonly number[];
  readonly nTest: readonly number[];
  readonly measures: Measures;
}
