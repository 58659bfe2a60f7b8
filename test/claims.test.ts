import { describe, expect, it } from 'vitest';
import { claims, judgeBySetting, judgeClaims, type Results } from '../lib/src/paper';
import type { Setting } from '../lib/src/train/config';
import { byGroup, paperLike, randomAnalysis, rising, withCifar } from './paper-like-runs';

/** The verdict of one claim. */
function verdict(results: Results, id: string) {
  return judgeClaims(results).find((one) => one.id === id)!;
}

const coverageAt = (K: number, perClass: number[]) => ({
  coverage: { paper: { [K]: { perClass, overall: 0.9, classMean: 0.9 } } },
});

/** One change for each claim that must break it. */
const breaking: Record<string, Parameters<typeof withCifar>[0]> = {
  'P1.1': { retrainedBac: 0.93 },
  'P1.2': { retrainedBac: 0.9 },
  'P1.3': { retrainedBac: 0.86 },
  'P1.4': { retrainedBac: 0.755 },
  'P2.1': { imbalanced: { testRecall: rising(0.62, 0.94) } },
  'P2.2': { balanced: { testRecall: rising(0.95, 0.6) } },
  'P2.3': { imbalanced: { testRecall: byGroup(0.7, 0.7, 0.7) } },
  'P2.4': { imbalanced: { trainRecall: byGroup(0.99, 0.99, 0.93) } },
  'P2.5': { balanced: { testRecall: rising(0.95, 0.6) } },
  'P3.1': { imbalanced: coverageAt(2, rising(0.9, 0.5)) },
  'P3.2': { imbalanced: coverageAt(2, byGroup(0.66, 0.8, 0.95)) },
  'P3.3': { balanced: coverageAt(7, rising(0.94, 1)) },
  'P3.4': { balanced: coverageAt(2, rising(0.5, 0.9)) },
  'P3.5': { imbalanced: { minimalK: { smallestKFor90: 4 } } },
  'P3.6': { balanced: coverageAt(5, rising(0.84, 1)) },
  'P3.7': { imbalanced: { minimalK: { perClassMean: rising(2, 3) } } },
  'P4.1': { imbalanced: { meanCe: { top: byGroup([4], [4], [8]) } } },
  'P4.2': { balanced: { meanCe: { top: byGroup([1], [1], [4.5]) } } },
  'P4.3': { imbalanced: { meanCe: { top: byGroup([3], [4], [5]) } } },
  'P4.4': { imbalanced: { meanCe: { top: byGroup([6, 1], [2, 1], [8, 4]) } } },
  'P4.5': { balanced: { contribution: { paper: byGroup([0.1], [0.31], [0.1]) } } },
  'P4.6': { imbalanced: { contribution: { exact: byGroup([0.6], [0.2], [0.5]) } } },
  'P4.7': { balanced: { contribution: { paper: byGroup([0.1], [0.9], [0.1]) } } },
  'P5.1': { imbalanced: { weights: { sumTop10: rising(5, 6) } } },
  'P5.2': { imbalanced: { weights: { sumTop10: byGroup(5, 7, 5) } } },
  'P5.3': { imbalanced: { weights: { top: byGroup([2], [1], [0.5]) } } },
  'P5.4': { imbalanced: { weights: { max: 4.1 } } },
  'P5.5': { imbalanced: { meanCe: { weight: byGroup([1], [1], [3]) } } },
  'P6.1': { imbalanced: { classTopK: { ratio: byGroup([0.99], [0.9], [0.98]) } } },
  'P6.2': { imbalanced: { classTopK: { ratio: byGroup([0.65], [0.9], [0.99, 0.95, 0.9]) } } },
  'P6.3': { imbalanced: { describe: { union: rising(20, 30) } } },
  'P6.4': { imbalanced: { describe: { unionMatched: rising(14, 14) } } },
  'P6.5': { imbalanced: { meanFe: { top: byGroup([2], [3], [16]) } } },
  'P7.1': { imbalanced: { frobenius: { fp: 4.7 } } },
  'P7.2': { imbalanced: { overlap: { ceFp: 0.71 } } },
  'P7.3': { imbalanced: { overlap: { feFp: 0.86 } } },
  'P7.4': { imbalanced: { fpOverTrain: { fp: byGroup(1, 1, 0.71) } } },
  'P7.5': { imbalanced: { fpOverTrain: { tp: byGroup(1, 1, 0.79) } } },
  'P7.6': { imbalanced: { fpOverTrain: { fp: byGroup(0.4, 0.4, 0.5) } } },
};

describe('the claims', () => {
  it('are those of the seven questions, in order', () => {
    const ids = claims.map(({ id }) => id);
    expect(ids).toEqual(Object.keys(breaking));
    expect([1, 2, 3, 4, 5, 6, 7].map((rq) => claims.filter((claim) => claim.rq === rq).length)).toEqual([
      4, 5, 7, 7, 5, 5, 6,
    ]);
    for (const { id, rq } of claims) expect(id.startsWith(`P${rq}.`)).toBe(true);
  });

  it("all hold on numbers like the paper's", () => {
    const failing = judgeClaims(paperLike).filter(({ pass }) => pass !== true);
    expect(failing.map(({ id, observed }) => `${id} ${observed}`)).toEqual([]);
  });

  it.each(Object.keys(breaking))('%s fails when its numbers do', (id) => {
    expect(verdict(withCifar(breaking[id]), id).pass).toBe(false);
  });

  it('are not judged without the models', () => {
    expect(judgeClaims({}).map(({ pass }) => pass)).toEqual(claims.map(() => null));
  });

  it('are not judged without a balanced run where they need one, unless they fail already', () => {
    const { imbalanced } = paperLike['cifar.ce'];
    const alone: Results = { 'cifar.ce': { imbalanced, preset: 'paper' } };
    const open = judgeClaims(alone).filter(({ pass }) => pass === null);
    expect(open.map(({ id }) => id)).toEqual([
      ...['P1.1', 'P1.2', 'P1.3', 'P2.2', 'P2.5', 'P3.3', 'P3.4', 'P3.6', 'P4.2', 'P4.5', 'P4.7'],
    ]);
    const flat = withCifar({ imbalanced: { testRecall: byGroup(0.7, 0.7, 0.7) } })['cifar.ce']!;
    expect(
      verdict({ 'cifar.ce': { imbalanced: flat.imbalanced!, preset: 'paper' } }, 'P2.2').pass,
    ).toBeNull();
    const reversed = withCifar({ imbalanced: { testRecall: rising(0.6, 0.9) } })['cifar.ce']!;
    expect(verdict({ 'cifar.ce': { imbalanced: reversed.imbalanced!, preset: 'paper' } }, 'P2.2').pass).toBe(
      false,
    );
  });

  it('leave a class without missed instances out of the mean', () => {
    const fp = [0.9, 0.8, 0.8, 0.8, 0.8, 0.8, null, 0.5, null, 0.3];
    const { evidence, observed } = verdict(withCifar({ imbalanced: { fpOverTrain: { fp } } }), 'P7.6');
    expect(evidence).toEqual({ 'class 0': 0.9, 'classes 6-9': 0.4 });
    expect(observed).toBe('class 0: 0.9, classes 6-9: 0.4');
  });

  it('say 0 of a difference between equals, whatever its rounding leaves', () => {
    const { observed } = verdict(withCifar({ retrainedBac: 0.786 }), 'P1.4');
    expect(observed.split(', ')).toContain('cifar.ce retrained: 0');
  });

  it('say of magnitudes alone that training was reduced', () => {
    const course: Results = { 'cifar.ce': { ...paperLike['cifar.ce'], preset: 'course' } };
    expect(verdict(course, 'P7.3').reducedPreset).toBe('course');
    expect(verdict(course, 'P7.2').reducedPreset).toBeNull();
    expect(verdict(paperLike, 'P7.3').reducedPreset).toBeNull();
  });

  it('cannot be told where the frequent classes do not share what class 0 has', () => {
    const alone = [0.9, 0.3, 0.3, 0.3, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4];
    const { pass, sure } = verdict(withCifar({ imbalanced: { fpOverTrain: { fp: alone } } }), 'P7.6');
    expect(pass).toBe(true);
    expect(sure).toMatch(/one class decides: classes 1-3 have 0\.300/);
  });

  it('have an interval of ten classes for a rank correlation', () => {
    const { answer, intervals } = verdict(paperLike, 'P3.4');
    expect(answer).toBe('holds');
    const flat = { imbalanced: coverageAt(2, [0.5, 0.7, 0.6, 0.8, 0.75, 0.7, 0.9, 0.85, 0.8, 0.95]) };
    expect(verdict(withCifar(flat), 'P3.4').answer).toBe('cannot be told');
    expect(intervals.imbalanced).toMatchObject({ n: 10, of: 'classes' });
  });

  it("tell the paper's from the project's own", () => {
    expect(claims.filter(({ by }) => by === 'project').map(({ id }) => id)).toEqual(['P1.4', 'P6.4']);
  });

  it('can be asked of one question', () => {
    expect(judgeClaims({}, 5).map(({ id }) => id)).toEqual(['P5.1', 'P5.2', 'P5.3', 'P5.4', 'P5.5']);
  });

  it('refuse an analysis of other classes', () => {
    const wrong: Results = { 'cifar.ce': { imbalanced: randomAnalysis(2), preset: 'paper' } };
    expect(() => judgeClaims(wrong)).toThrow(/2 classes for cifar.ce, expected 10 classes/);
  });
});

describe('the claims by setting', () => {
  const focal: Results = {
    'cifar.ce': paperLike['cifar.ce'],
    'cifar.focal': withCifar({ imbalanced: coverageAt(2, byGroup(0.66, 0.8, 0.95)) })['cifar.ce']!,
    'celeba.ce': paperLike['celeba.ce'],
  };
  const bySetting = judgeBySetting(focal);
  const of = (setting: Setting, id: string) => bySetting[setting]!.find((one) => one.id === id)!;

  it('are judged on each setting alone, the others untouched', () => {
    expect(Object.keys(bySetting)).toEqual(['cifar.ce', 'cifar.focal', 'celeba.ce']);
    expect(bySetting['cifar.ce']!.every(({ pass }) => pass)).toBe(true);
    const failing = bySetting['cifar.focal']!.filter(({ pass }) => pass === false);
    expect(failing.map(({ id, observed }) => `${id} ${observed}`)).toEqual([
      'P3.2 lowest of classes 6-9: 0.95, highest of classes 0-3: 0.66',
    ]);
  });

  it('say whether the paper makes them of the setting', () => {
    expect(
      [of('cifar.ce', 'P3.2'), of('cifar.focal', 'P3.2'), of('cifar.focal', 'P2.3')].map((v) => v.claimed),
    ).toEqual([true, false, true]);
  });

  it('compare with the balanced twin of the setting', () => {
    expect(of('celeba.ce', 'P1.1').observed).toBe('balanced: 96.9, retrained: 92.7, imbalanced: 87.6');
    expect(of('cifar.focal', 'P4.2').evidence).toEqual(of('cifar.ce', 'P4.2').evidence);
  });

  it('leave open what two classes cannot show', () => {
    const open = bySetting['celeba.ce']!.filter(({ pass }) => pass === null).map(({ id }) => id);
    expect(open).toEqual([
      ...['P2.1', 'P2.2', 'P3.1', 'P3.2', 'P3.4', 'P3.7', 'P4.1', 'P4.4', 'P5.2', 'P5.3', 'P5.5'],
      ...['P6.1', 'P6.2', 'P7.4', 'P7.5', 'P7.6'],
    ]);
  });
});
