import { UserError } from '../errors';
import type { MeasureOptions, ResolvedOptions } from './analysis';
import { checkCount } from './check';
import { contributionPresets } from './class/contribution';
import { sufficientDefaults } from './class/sufficient-features';
import { coveragePresets } from './instance/coverage-options';
import { frobeniusDefaults } from './train-test/frobenius';
import { overlapDefaults } from './train-test/overlap';

const defaults: MeasureOptions = {
  Ks: [1, 2, 3, 5, 7, 11, 16, 64],
  topK: 7,
  members: 10,
  contributions: 7,
  fpMode: 'missed',
  seed: 0,
  draws: 50,
};

/** Options of `measure` with all defaults and presets spelled out, cut to a latent width of H. */
export function resolveMeasureOptions(options: Partial<MeasureOptions>, H: number): ResolvedOptions {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(defaults, name)) throw unknownOption(name);
  }
  const chosen = { ...defaults, ...options };
  for (const K of chosen.Ks) checkCount('measure', 'K', K);
  for (const name of ['topK', 'members', 'contributions'] as const) checkCount('measure', name, chosen[name]);
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

function unknownOption(name: string): UserError {
  const expected = `one of ${Object.keys(defaults).join(', ')}`;
  return new UserError({
    where: 'measure',
    given: `option '${name}'`,
    expected,
    remedy: 'Correct its name.',
  });
}
