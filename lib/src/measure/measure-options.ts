import { flag, listOf, type Options, resolveOptions, whole } from '../options';
import type { MeasureOptions, ResolvedOptions } from './analysis';
import { contributionPresets } from './class/contribution';
import { sufficientDefaults } from './class/sufficient-features';
import { coveragePresets } from './instance/coverage-options';
import { frobeniusDefaults } from './train-test/frobenius';
import { overlapDefaults } from './train-test/overlap';
import { fpModes } from './train-test/tp-fp';

const known: Options<MeasureOptions> = {
  Ks: [listOf(whole(1)), [1, 2, 3, 5, 7, 11, 16, 64]],
  topK: [whole(1), 7],
  members: [whole(1), 10],
  contributions: [whole(1), 7],
  fpMode: [fpModes, 'missed'],
  seed: [whole(), 0],
  draws: [whole(1, 1e5), 50],
  retrain: [flag, false],
};

/** Options of `measure` with all defaults and presets spelled out, cut to a latent width of H. */
export function resolveMeasureOptions(options: Partial<MeasureOptions>, H: number): ResolvedOptions {
  const chosen = resolveOptions('measure', known, options);
  const cut = (count: number) => Math.min(count, H);
  return {
    ...chosen,
    Ks: [...new Set(chosen.Ks.map(cut))].sort((a, b) => a - b),
    topK: cut(chosen.topK),
    members: cut(chosen.members),
    contributions: cut(chosen.contributions),
    coverage: coveragePresets,
    contribution: contributionPresets,
    sufficient: sufficientDefaults,
    overlap: { ...overlapDefaults, fpMode: chosen.fpMode },
    frobenius: { ...frobeniusDefaults, fpMode: chosen.fpMode },
  };
}
