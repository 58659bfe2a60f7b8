import { checkResults, type Results } from '../results';
import { claims } from './all';
import type { Claim, Evidence, Question, Verdict } from './claim';

/**
 * The claims, or those of one research question, judged on the results at hand; `pass` is null where what a claim
 * needs is absent. Throws UserError if an analysis has not the classes of its setting.
 */
export function judgeClaims(results: Results, rq?: Question): Verdict[] {
  checkResults('judgeClaims', results);
  return claims.filter((claim) => rq === undefined || claim.rq === rq).map((claim) => judge(claim, results));
}

/** One claim judged on the results at hand. */
export function judge(claim: Claim, results: Results): Verdict {
  const { id, rq, kind, statement, threshold, published } = claim;
  const { pass, evidence } = claim.judge(results);
  return {
    ...{ id, rq, kind, statement, threshold, published, pass },
    observed: inWords(evidence),
    evidence: Object.fromEntries(Object.entries(evidence).map(([name, value]) => [name, value ?? null])),
    reducedPreset: kind === 'M' && pass !== null ? reducedPresets(claim, results) : null,
  };
}

function inWords(evidence: Evidence): string {
  return Object.entries(evidence)
    .map(([name, value]) => `${name}: ${value === null || value === undefined ? 'absent' : rounded(value)}`)
    .join(', ');
}

/**
 * Three significant digits, but never fewer than the whole number has, with a true minus; what is left of a difference of
 * equals is 0.
 */
function rounded(value: number): string {
  if (Math.abs(value) < 1e-9) return '0';
  const text = Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
  return text.replace('-', '−');
}

function reducedPresets(claim: Claim, results: Results): string | null {
  const presets = claim.settings.flatMap((id) => results[id]?.preset ?? []);
  const reduced = new Set(presets.filter((preset) => preset !== 'paper'));
  return reduced.size === 0 ? null : [...reduced].join(', ');
}
