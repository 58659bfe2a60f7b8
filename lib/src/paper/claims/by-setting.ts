import type { Setting } from '../../train/config';
import { balancedOf, checkResults, type Results } from '../results';
import { settingOf, settings } from '../settings';
import { claims } from './all';
import type { Claim, Verdict } from './claim';
import { judge } from './judge';

/** A claim judged on one setting alone. */
export interface SettingVerdict extends Verdict {
  /** Whether the paper makes the claim of this setting; otherwise of `cifar.ce` only, and this goes beyond it. */
  readonly claimed: boolean;
}

/**
 * Every claim, judged separately for each setting that has an imbalanced run, on that run and its balanced twin alone.
 * A claim that the paper makes only about `cifar.ce` is judged for the other settings too.
 */
export function judgeBySetting(results: Results): { readonly [id in Setting]?: readonly SettingVerdict[] } {
  checkResults('judgeBySetting', results);
  const present = settings.filter(({ id }) => results[id]?.imbalanced);
  return Object.fromEntries(
    present.map(({ id }) => [id, claims.map((claim) => judgeOn(claim, results, id))]),
  );
}

function judgeOn(claim: Claim, results: Results, id: Setting): SettingVerdict {
  const claimed = claim.settings.includes(id);
  // Claims look their runs up by setting: one about cifar.ce alone finds this setting's in its place.
  const verdict = judge(claim, alone(results, id, claimed ? id : 'cifar.ce'));
  const unnamed = (text: string) => text.replaceAll(/\b(cifar|svhn|celeba)\.\w+ /g, '');
  return { ...verdict, observed: unnamed(verdict.observed), sure: unnamed(verdict.sure), claimed };
}

/** The results of the setting `id` with its balanced twin and nothing else, in the place of `as`. */
function alone(results: Results, id: Setting, as: Setting): Results {
  const { balanced: _, ...own } = results[id]!;
  const balanced = balancedOf(results, id);
  const twin = settingOf(as).balancedTwin;
  const { preset } = results[twin] ?? own;
  const known = balanced && { balanced };
  return twin === as ? { [as]: { ...own, ...known } } : { [twin]: { preset, ...known }, [as]: own };
}
