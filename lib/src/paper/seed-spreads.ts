import { checkEach, record } from '../options';
import type { Run } from '../runs/load-run';
import type { Setting } from '../train/config';
import { judgeBySetting, type SettingVerdict } from './claims';
import type { Results } from './results';
import { otherSeeds, type SeedRun, withSeed } from './seeds';
import { settingOf } from './settings';
import { type SpreadRow, spreadOverSeeds } from './spread';
import { ourValues } from './values';

/** A run, the runs that differ from it only in their seed, and how far their numbers lie apart. */
export interface SeedSpread {
  readonly run: Run;
  readonly others: readonly SeedRun[];
  /** The results with each seed's network in the run's place, its own first. */
  readonly perSeed: readonly Results[];
  /** Of the published numbers that such a network answers alone; not of those about its set-up, which no seed changes. */
  readonly spread: readonly SpreadRow[];
}

/**
 * For each run that was also trained with other seeds, the spread of its numbers. `results` are those of all runs.
 * Throws a UserError where a file is missing or damaged.
 */
export async function seedSpreads(results: Results, runs: readonly Run[]): Promise<SeedSpread[]> {
  const found = await Promise.all(runs.map(async (run) => ({ run, others: await otherSeeds(run) })));
  return found
    .filter(({ others }) => others.length > 0)
    .map(({ run, others }) => {
      const perSeed = [results, ...others.map((other) => withSeed(results, other))];
      const answered = ({ id }: { id: string }) =>
        others[0].report.values[id] !== null && !id.startsWith('SET.');
      return { run, others, perSeed, spread: spreadOverSeeds(perSeed.map(ourValues), answered) };
    });
}

/**
 * The claims that the paper makes about a setting, each with its verdict for each seed. Claims that the first seed's
 * results cannot judge are left out.
 */
export function claimsOverSeeds(setting: Setting, perSeed: readonly Results[]): SettingVerdict[][] {
  const { id } = settingOf(setting);
  checkEach('claimsOverSeeds', 'results of a seed', perSeed, record({}));
  const [own = [], ...others] = Array.from(perSeed, (results) => judgeBySetting(results)[id] ?? []);
  return own.flatMap((verdict, k) =>
    verdict.claimed && verdict.pass !== null ? [[verdict, ...others.flatMap((all) => all[k] ?? [])]] : [],
  );
}
