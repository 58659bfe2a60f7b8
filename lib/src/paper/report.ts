import type { Embeddings } from '../embed/embeddings';
import type { MeasureOptions, Measures, ResolvedOptions } from '../measure/analysis';
import { measure } from '../measure/measure';
import type { Setting, TrainingConfig } from '../train/config';
import { judgeClaims, type Verdict } from './claims';
import type { Results, SettingResult } from './results';
import { ourValues } from './values';

type Balance = TrainingConfig['balance'];

/**
 * What is known of a network beside its embeddings: without a setting there is nothing to compare it with. `preset`
 * defaults to `unknown`, for weights from elsewhere.
 */
export interface Subject extends Partial<Pick<SettingResult, 'preset' | 'epochs' | 'retrainedBac'>> {
  /** The setting of the paper that it is a model of; null for any other network. */
  readonly setting: Setting | null;
  /** What it was trained on; null for any other network. */
  readonly balance: Balance | null;
}

/**
 * The paper's whole analysis of one network, as plain data: the JSON that `fragility measure --json` writes. Lists are
 * by class, in class order; what is absent is null.
 */
export interface PaperReport {
  readonly setting: Setting | null;
  readonly balance: Balance | null;
  /** Training preset of the network, which decides how claims about magnitudes are to be read. */
  readonly preset: string;
  /** Epochs it was trained for; null where that is unknown. */
  readonly epochs: number | null;
  /** Best test BAC with the classifier retrained on the balanced data, 0..1; null where that was not done. */
  readonly retrainedBac: number | null;
  /** Every choice made where the paper leaves one. */
  readonly options: ResolvedOptions;
  /** Latent width. */
  readonly H: number;
  /** `[C]`. */
  readonly classNames: readonly string[];
  /** Training instances. `[C]`. */
  readonly nTrain: readonly number[];
  /** Test instances. `[C]`. */
  readonly nTest: readonly number[];
  /** Our value of every published number by its id, in the paper's unit; null for what this network cannot tell. */
  readonly values: Readonly<Record<string, number | null>>;
  readonly measures: Measures;
  /** The paper's claims, judged; `pass` is null for those that need another network as well. */
  readonly predicates: readonly Verdict[];
}

/** Every quantity, published number and claim of the paper for one network, from its embeddings and head alone. */
export function paperReport(
  embeddings: Embeddings,
  subject: Subject,
  options: Partial<MeasureOptions> = {},
): PaperReport {
  const { setting, balance, preset = 'unknown', ...training } = subject;
  const { measures, ...rest } = measure(embeddings, options);
  const analysis = { measures, ...rest };
  const results: Results =
    setting && balance ? { [setting]: { ...training, preset, [balance]: analysis } } : {};
  return {
    setting,
    balance,
    preset,
    epochs: training.epochs ?? null,
    retrainedBac: training.retrainedBac ?? null,
    classNames: embeddings.classNames,
    ...rest,
    values: ourValues(results),
    measures,
    predicates: judgeClaims(results),
  };
}
