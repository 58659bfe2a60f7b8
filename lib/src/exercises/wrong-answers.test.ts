import { expect, it } from 'vitest';
import type { Checked } from './card';
import type { Exercise } from './exercise';
import * as check from './index';

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const falling = (values: number[]) => [...values].sort((a, b) => b - a);

/** What a learner may well hand in first, and what the card has to say of it. */
const handedIn: Record<string, readonly [Checked, RegExp]> = {
  linearHead: [
    check.linearHead((fe, W) => W.map((row) => sum(row.map((w, j) => w * fe[j])))),
    /left the bias out/,
  ],
  gradientStep: [
    check.gradientStep((W, fe, z, label, rate) => {
      const powers = z.map(Math.exp);
      const q = powers.map((power) => power / sum(powers));
      return W.map((row, c) => row.map((w, j) => w - rate * (q[c] - (c === label ? 1 : 0)) * fe[j]));
    }),
    /exp\(1000\) is Infinity/,
  ],
  nearestMean: [
    check.nearestMean((fe, means) => {
      const distances = means.map((mean) => sum((mean ?? [0, 0]).map((m, j) => (m - fe[j]) ** 2)));
      return distances.indexOf(Math.min(...distances));
    }),
    /for a mean of zeros/,
  ],
  balancedAccuracy: [
    check.balancedAccuracy(
      (labels, predictions) => labels.filter((y, i) => y === predictions[i]).length / labels.length,
    ),
    /plain accuracy/,
  ],
  recall: [
    check.recall((labels, predictions, C) =>
      Array.from({ length: C }, (_, c) => {
        const own = labels.filter((y) => y === c).length;
        return labels.filter((y, i) => y === c && predictions[i] === c).length / own;
      }),
    ),
    /NaN at \[1\] is 0 \/ 0: .* Return null there/,
  ],
  gapByGroup: [
    check.gapByGroup((train, test, counts) =>
      [(n: number) => n >= 100, (n: number) => n < 100 && n >= 20, (n: number) => n < 20].map((isIn) => {
        const gaps = counts.flatMap((n, c) => (isIn(n) ? [train[c]! - test[c]!] : []));
        return gaps.length ? sum(gaps) / gaps.length : null;
      }),
    ),
    /exactly 100 images is in the middle/,
  ],
  bestEpoch: [
    check.bestEpoch(
      (history) =>
        1 +
        history
          .map((record) => record.testRecall)
          .findIndex((recalls, _, all) => sum(recalls) === Math.max(...all.map(sum))),
    ),
    /the place in the list, from 1/,
  ],
  spearman: [
    check.spearman((x, y) => {
      const ranks = (values: number[]) => values.map((value) => [...values].sort().indexOf(value));
      const squares = sum(ranks(x).map((rank, i) => (rank - ranks(y)[i]) ** 2));
      return 1 - (6 * squares) / (x.length * (x.length ** 2 - 1));
    }),
    /sorts text/,
  ],
  classEmbedding: [
    check.classEmbedding((fe, W, c) => fe.map((value, j) => value * (W[j]?.[c] ?? Number.NaN))),
    /a column of `W`/,
  ],
  topK: [check.topK((ce, K) => falling(ce).slice(0, K)), /Their places are asked for/],
  coverage: [
    check.coverage((ce, adversary, labels, C, K) =>
      Array.from({ length: C }, (_, c) => {
        const covered = ce.filter(
          (row, i) => labels[i] === c && sum(falling(row).slice(0, K)) >= adversary[i],
        );
        return covered.length / labels.filter((y) => y === c).length;
      }),
    ),
    /You compared with `>=`/,
  ],
  minimalK: [
    check.minimalK((ce, adversary) => {
      let total = 0;
      const at = falling(ce).findIndex((value) => {
        total += value;
        return total > adversary;
      });
      return at + 1;
    }),
    /There is no value: return null/,
  ],
  loudest: [
    check.loudest((fe, labels, W, c) => {
      const own = fe.filter((_, i) => labels[i] === c);
      const means = W[c].map((w, j) => Math.abs(w) * (sum(own.map((row) => row[j])) / own.length));
      return [means.indexOf(Math.max(...means)), Math.max(...means)];
    }),
    /You took absolute values/,
  ],
  contribution: [check.contribution((ce, logits) => sum(ce) / sum(logits)), /the ratio of the means/],
  bootstrapInterval: [
    check.bootstrapInterval((values, resamples, cut) => {
      const means = resamples.map((draw) => sum(draw.map((i) => values[i])) / draw.length).sort();
      return [means[cut], means[means.length - 1 - cut]];
    }),
    /sorts text/,
  ],
  sumTop: [
    check.sumTop((w, k) => sum([...w].sort((a, b) => Math.abs(b) - Math.abs(a)).slice(0, k))),
    /You ranked by absolute value/,
  ],
  rescaled: [check.rescaled((W, s) => W.map((row) => row.map((w, j) => w / s[j]))), /its weight must gain/],
  factors: [
    check.factors((rare, frequent) =>
      [0, 1].map(
        (k) =>
          sum(rare.map((pair) => pair[k])) /
          rare.length /
          (sum(frequent.map((pair) => pair[k])) / frequent.length),
      ),
    ),
    /quotients of ordinary means/,
  ],
  normedSum: [
    check.normedSum((w, k) => sum(falling(w).slice(0, k)) / sum(w.map(Math.abs))),
    /root of the sum of squares/,
  ],
  topKRatio: [
    check.topKRatio((fe) => fe[0].map((_, j) => fe.filter((row) => row[j] > 0).length / fe.length)),
    /You counted features above 0/,
  ],
  unionSize: [
    check.unionSize(
      (fe, K) =>
        fe.flatMap((row) =>
          falling(row)
            .slice(0, K)
            .map((value) => row.indexOf(value)),
        ).length,
    ),
    /once for every image/,
  ],
  hit: [check.hit((tops) => new Set(tops.flat()).size), /that is the union/],
  rarefied: [
    check.rarefied((n, f, m) => sum(f.map((images) => 1 - ((n - images) / n) ** m))),
    /You drew with replacement/,
  ],
  splitTpFp: [
    check.splitTpFp((labels, predictions, c) => {
      const places = labels.map((_, i) => i);
      const tp = places.filter((i) => labels[i] === c && predictions[i] === c);
      return [tp, places.filter((i) => labels[i] !== c && predictions[i] === c)];
    }),
    /the usual false positives/,
  ],
  overlap: [
    check.overlap((train, set, n) => {
      const top = (values: number[]) =>
        falling(values)
          .slice(0, n)
          .map((value) => values.indexOf(value));
      const [a, b] = [top(train), top(set ?? [])];
      const common = a.filter((j) => b.includes(j)).length;
      return common / new Set([...a, ...b]).size;
    }),
    /Jaccard/,
  ],
  frobenius: [
    check.frobenius((a, b) =>
      Math.sqrt(
        sum(a.flatMap((row, c) => (row ?? [0, 0]).map((value, j) => (value - (b[c]?.[j] ?? 0)) ** 2))),
      ),
    ),
    /You took a missing row for zeros/,
  ],
  mistakenFor: [
    check.mistakenFor((labels, predictions, C) =>
      Array.from({ length: C }, (_, c) => {
        const counts = Array.from(
          { length: C },
          (_, k) => labels.filter((y, i) => y === c && predictions[i] === k).length,
        );
        return counts.indexOf(Math.max(...counts));
      }),
    ),
    /You counted the recognised images too/,
  ],
};

it('has a wrong answer to every exercise', () => {
  const exercises = Object.entries(check).filter(
    ([, member]) => typeof member === 'function' && 'exercise' in member,
  );
  expect(Object.keys(handedIn).sort()).toEqual(exercises.map(([name]) => name).sort());
});

it.each(Object.entries(handedIn))('names the mistake in %s', (_, [card, says]) => {
  expect(card.passed).toBe(false);
  expect(card.bundle['text/plain']).toMatch(says);
});

const said = (card: Checked) => String(card.bundle['text/plain']);

it('advises a copy that shares no row', () => {
  const inPlace = check.gradientStep((W) => {
    W[0][0] = 9;
    return W;
  });
  expect(said(inPlace)).toContain('work on a copy, for example `W.map((row) => [...row])`.');
  expect(said(check.topK((ce, K) => ce.sort().slice(0, K)))).toContain('for example `[...ce]`.');
});

it('says why a correlation with a constant is none', () => {
  const pearson = (x: number[], y: number[]) => {
    const ranks = (values: number[]) =>
      values.map((v) => values.filter((o) => o < v).length + (values.filter((o) => o === v).length + 1) / 2);
    const centred = (values: number[]) => values.map((v) => v - sum(values) / values.length);
    const [a, b] = [centred(ranks(x)), centred(ranks(y))];
    const product = (p: number[], q: number[]) => sum(p.map((v, i) => v * q[i]));
    return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  };
  expect(said(check.spearman(pearson))).toContain(
    'NaN is 0 / 0: a constant list has no order, so no correlation. Return null there.',
  );
  expect(said(check.spearman((x, y) => pearson(x, y) || 0))).toContain(
    'return null, which no mean will count. (A constant list has no order, so no correlation.)',
  );
});

it('recognises percent where shares are asked for', () => {
  const percent = check.recall((labels, predictions, C) =>
    Array.from({ length: C }, (_, c) => {
      const own = labels.filter((y) => y === c).length;
      return own ? (100 * labels.filter((y, i) => y === c && predictions[i] === c).length) / own : null;
    }),
  );
  expect(said(percent)).toMatch(/\n {2}You returned percent\. A share is asked for, a hundredth of it\.$/);
});

const replaced = (answer: unknown, change: (x: number | null) => unknown): unknown =>
  Array.isArray(answer)
    ? answer.map((entry) => replaced(entry, change))
    : answer === null || typeof answer === 'number'
      ? change(answer)
      : answer;

it.each(Object.entries(check).filter(([, member]) => 'exercise' in member))(
  '%s names 0 in place of what is not there, where there is such a case',
  (_, member) => {
    const checked = member as unknown as ((f: (...args: unknown[]) => unknown) => Checked) & {
      exercise: Exercise<readonly unknown[], unknown>;
    };
    const { solve, cases } = checked.exercise;
    if (!JSON.stringify(cases.map(([, ...args]) => solve(...args))).includes('null')) return;
    const card = checked((...args) => replaced(solve(...args), (x) => x ?? 0));
    expect(card.passed).toBe(false);
    expect(said(card)).toMatch(/return null|not a list|one value|null/i);
  },
);

it('odd answers are named for what they are', () => {
  const said = (answer: unknown) => check.balancedAccuracy(() => answer as number).bundle['text/plain'] ?? '';
  expect(said((0.75).toFixed(2))).toMatch(/Expected a number, not "0\.75"\. A text is no number/);
  expect(said(10n)).toMatch(/Expected a number, not 10n\./);
  expect(said(new Set([0.75]))).toMatch(/Expected a number, not a Set\./);
  const endless: unknown[] = [];
  endless.push(endless);
  expect(said(endless)).toMatch(/Expected one value, not \[\[\[\[\[…/);
});
