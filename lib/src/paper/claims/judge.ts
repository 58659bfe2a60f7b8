import { checkResults, type Results } from '../results';
import { claims } from './all';
import type { Claim, Evidence, EvidenceInterval, Question, Verdict } from './claim';
import { type Estimate, isEstimate, middle } from './estimate';

/**
 * The claims, or those of one research question, judged on the results at hand; `pass` is null where the results lack
 * what a claim needs. Throws UserError if an analysis has other classes than its setting.
 */
export function judgeClaims(results: Results, rq?: Question): Verdict[] {
  checkResults('judgeClaims', results);
  return claims.filter((claim) => rq === undefined || claim.rq === rq).map((claim) => judge(claim, results));
}

/** One claim judged on the results at hand. */
export function judge(claim: Claim, results: Results): Verdict {
  const { id, rq, by = 'paper', kind, statement, threshold, published } = claim;
  const { pass, answer, evidence, doubt } = claim.judge(results);
  return {
    ...{ id, rq, by, kind, statement, threshold, published, pass, answer },
    ...worded(evidence, doubt),
    reducedPreset: kind === 'M' && pass !== null ? reducedPresets(claim, results) : null,
  };
}

/** The evidence of an answer in words, as numbers, and as intervals. */
export function worded(
  evidence: Evidence,
  doubt?: string,
): Pick<Verdict, 'observed' | 'sure' | 'evidence' | 'intervals'> {
  const intervals = intervalsOf(evidence);
  return {
    observed: inWords(evidence),
    sure: [...Object.entries(intervals).map(intervalInWords), ...(doubt ? [doubt] : [])].join('; '),
    evidence: Object.fromEntries(
      Object.entries(evidence).map(([name, value]) => [name, middle(value) ?? null]),
    ),
    intervals,
  };
}

/** Before ends that are no 95 % interval. */
const LEFT_OUT = 'one left out';

/**
 * What was found, each number with its interval beside it, `classes 6-9: 0.92 [95 %: 0.9 to 0.94, n = 279 images]`; then the
 * doubt.
 */
export function foundInWords({ evidence, intervals, observed, sure }: Verdict): string {
  const count = Object.keys(intervals).length;
  if (count === 0) return [observed, sure && `[95 %: ${sure}]`].filter(Boolean).join(' ');
  const numbers = Object.entries(evidence).map(([name, value]) => {
    const found = `${name}: ${value === null ? 'absent' : rounded(value)}`;
    const interval = intervals[name];
    return interval ? `${found} [${interval.leftOut ? LEFT_OUT : '95 %'}: ${endsInWords(interval)}]` : found;
  });
  return [...numbers, ...sure.split('; ').slice(count)].join('; ');
}

function endsInWords({ low, high, n, of }: EvidenceInterval): string {
  const ends = low === null || high === null ? 'anything' : `${rounded(low)} to ${rounded(high)}`;
  return `${ends}, n = ${n.toLocaleString('en-US')} ${of}`;
}

function inWords(evidence: Evidence): string {
  return Object.entries(evidence)
    .map(([name, given]) => {
      const value = middle(given);
      return `${name}: ${value === null || value === undefined ? 'absent' : rounded(value)}`;
    })
    .join(', ');
}

function intervalsOf(evidence: Evidence): Record<string, EvidenceInterval> {
  const end = (bound: number) => (Number.isFinite(bound) ? bound : null);
  return Object.fromEntries(
    Object.entries(evidence).flatMap(([name, given]) =>
      isEstimate(given) ? [[name, { ...restOf(given), low: end(given.low), high: end(given.high) }]] : [],
    ),
  );
}

function restOf({ n, of, leftOut }: Estimate): Omit<EvidenceInterval, 'low' | 'high'> {
  return { n, of, ...(leftOut ? { leftOut } : {}) };
}

function intervalInWords([name, { low, high, n, of, leftOut }]: [string, EvidenceInterval]): string {
  const ends = low === null || high === null ? 'anything' : `${rounded(low)} to ${rounded(high)}`;
  return `${name}: ${ends} (${leftOut ? `${LEFT_OUT}, ` : ''}n = ${n.toLocaleString('en-US')} ${of})`;
}

/**
 * Three significant digits, but all of a whole number's, with a true minus sign. What rounding leaves of a difference of equal
 * numbers is 0.
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
