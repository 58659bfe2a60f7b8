/** Size of a chart, in its own units. */
export const CHART = { width: 1000, height: 800 } as const;

/** Everything that the explorer's page shows; lib/assets/explorer/data.js reads it. */
export interface PageData {
  /** Majority first. */
  readonly classNames: readonly string[];
  /** Of each class, as in all charts. */
  readonly colors: readonly string[];
  /** True classes of the shown test instances. `labels: [n]`. */
  readonly labels: readonly number[];
  /** Their rows in the test set. `instances: [n]`. */
  readonly instances: readonly number[];
  /** Their pictures, if there are any. */
  readonly sprite: Sprite | null;
  readonly chart: typeof CHART;
  readonly twins: readonly PageTwin[];
}

/** Pictures of equal size side by side, row by row, as one PNG. */
export interface Sprite {
  /** A `data:` URL. */
  readonly source: string;
  readonly columns: number;
  readonly rows: number;
  /** Pixels of one picture. */
  readonly width: number;
  readonly height: number;
}

/** One network; without one, its name only. */
export interface PageTwin {
  readonly name: 'balanced' | 'imbalanced';
  readonly points: PagePoints | null;
  /** Balanced accuracy and recall on the whole test set, 0..1. `recall: [C]`. */
  readonly bac: number | null;
  readonly recall: readonly (number | null)[];
  /** `trainCounts: [C]`. */
  readonly trainCounts: readonly number[];
  /** Share of the variance that the plane keeps; null for UMAP. */
  readonly explained: number | null;
  /** `top: [C][K]`, largest mean ce of the training images first; empty for a class without any. */
  readonly top: readonly (readonly TopFeature[])[];
}

/** The shown test instances under one network. All `[n]`. */
export interface PagePoints {
  /** Places on the chart, y upwards. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly predictions: readonly number[];
  /** Features with the largest ce for the predicted class, and these ce. `[n][5]`. */
  readonly features: readonly (readonly number[])[];
  readonly ce: readonly (readonly number[])[];
}

/** One of a class's loudest features. */
export interface TopFeature {
  readonly feature: number;
  /** Mean over the class's training images. */
  readonly ce: number;
  /** The shown instances, of any class, in which it is largest, as places in `labels`; and how large it is. */
  readonly instances: readonly number[];
  readonly fe: readonly number[];
}
