import { publishedNumber } from '../published';
import { imbalancedOf, type Results } from '../results';
import type { Claim } from './claim';
import { type Evident, middle } from './estimate';
import { both, eachSetting, everySetting, finding, unless } from './logic';
import { classes, kept, norm, overKnown, overlapShare } from './measured';

const paper = (id: string) => publishedNumber(`S57.${id}`).value;

function overlapOf(results: Results) {
  const run = imbalancedOf(results);
  const of = (which: 'feTp' | 'ceTp' | 'feFp' | 'ceFp') => overlapShare(run, which);
  return { feTp: of('feTp'), ceTp: of('ceTp'), feFp: of('feFp'), ceFp: of('ceFp') };
}

/** Test over training mean at the top feature, averaged over those of classes 6-9 that have such instances. */
function rareShare(results: Results, of: 'tp' | 'fp'): Evident {
  return overKnown(classes(kept(imbalancedOf(results), of), 6, 9));
}

/**
 * Words for the case that the other frequent classes, 1 to 3, do not lie on the same side of the rare ones as class 0; else
 * null.
 */
function othersDiffer(results: Results, majority: Evident, rare: Evident): string | null {
  const others = middle(overKnown(classes(kept(imbalancedOf(results), 'fp'), 1, 3)));
  const [first, last] = [middle(majority), middle(rare)];
  if (typeof others !== 'number' || typeof first !== 'number' || typeof last !== 'number') return null;
  return first > last !== others > last ? `one class decides: classes 1-3 have ${others.toFixed(3)}` : null;
}

const norms = everySetting.map(
  (id) => `${(paper(`${id}.frob.FP`) / paper(`${id}.frob.TP`)).toFixed(1)} x (${id})`,
);

const shared = { rq: 7, settings: ['cifar.ce'] } as const;

/** Whether test instances show the features of the training instances. FP = missed instances. Source: paper §5.7. */
export const rq7: readonly Claim[] = [
  {
    ...shared,
    id: 'P7.1',
    kind: 'D',
    settings: everySetting,
    statement:
      'Mean features of missed test instances are much farther from training than those of the correct ones.',
    threshold: 'Frobenius norm of FP > 2 x that of TP, each setting',
    published: norms.join(', '),
    judge: (results) =>
      eachSetting(results, everySetting, (id) => {
        const run = imbalancedOf(results, id);
        return finding({ FP: norm(run, 'fp'), TP: norm(run, 'tp') }, (a, b) => a > 2 * b);
      }),
  },
  {
    ...shared,
    id: 'P7.2',
    kind: 'D',
    statement:
      'Correct test instances have the most frequent features of training, missed ones fewer, in ce fewer still.',
    threshold: 'overlap: FE TP and CE TP >= 0.85; FE FP < FE TP; CE FP < FE FP',
    published: `FE TP ${paper('cifar.ce.overlap.TP.fe')} %, CE TP ${paper('cifar.ce.overlap.TP.ce')} %`,
    judge: (results) => {
      const { feTp, ceTp, feFp, ceFp } = overlapOf(results);
      return both(
        finding({ 'FE TP': feTp, 'CE TP': ceTp }, (fe, ce) => fe >= 0.85 && ce >= 0.85),
        finding({ 'FE FP': feFp, 'FE TP': feTp, 'CE FP': ceFp }, (fp, tp, ce) => fp < tp && ce < fp),
      );
    },
  },
  {
    ...shared,
    id: 'P7.3',
    kind: 'M',
    statement:
      'Missed instances share more than half of the frequent features in fe and a quarter to a half in ce.',
    threshold: 'overlap: FE FP in 0.55..0.85, CE FP in 0.25..0.55',
    published: `${paper('cifar.ce.overlap.FP.fe')} % and ${paper('cifar.ce.overlap.FP.ce')} %`,
    judge: (results) => {
      const { feFp, ceFp } = overlapOf(results);
      const within = (value: number, low: number, high: number) => low <= value && value <= high;
      return finding(
        { 'FE FP': feFp, 'CE FP': ceFp },
        (fe, ce) => within(fe, 0.55, 0.85) && within(ce, 0.25, 0.55),
      );
    },
  },
  {
    ...shared,
    id: 'P7.4',
    kind: 'D',
    statement:
      "Missed instances of the rare classes show their class's top feature much more weakly than in training.",
    threshold: 'FP / training mean of the top fe, mean of classes 6-9 <= 0.7',
    published: `about ${paper('cifar.ce.fpOverTrain.minority')}`,
    judge: (results) => finding({ 'classes 6-9': rareShare(results, 'fp') }, (share) => share <= 0.7),
  },
  {
    ...shared,
    id: 'P7.5',
    kind: 'D',
    statement: 'Correct instances of the rare classes show it about as strongly as in training.',
    threshold: 'TP / training mean of the top fe, mean of classes 6-9 in 0.8..1.2',
    published: null,
    judge: (results) =>
      finding({ 'classes 6-9': rareShare(results, 'tp') }, (share) => share >= 0.8 && share <= 1.2),
  },
  {
    ...shared,
    id: 'P7.6',
    kind: 'D',
    statement:
      'Missed majority instances keep more of their top feature than missed instances of the rare classes.',
    threshold: 'FP / training mean of the top fe: class 0 > mean of classes 6-9, as classes 1-3 do',
    published: null,
    judge: (results) => {
      const [majority, rare] = [kept(imbalancedOf(results), 'fp')?.[0], rareShare(results, 'fp')];
      const found = finding({ 'class 0': majority, 'classes 6-9': rare }, (a, b) => a > b);
      return unless(found, othersDiffer(results, majority, rare));
    },
  },
];
