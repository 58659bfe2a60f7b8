/** A place where the paper contradicts itself or misleads, in our words. */
export interface Inconsistency {
  readonly id: string;
  readonly text: string;
  /** Beginnings of the ids of the published numbers it concerns; none for remarks on words. */
  readonly concerns: readonly string[];
}

/** The places where the paper contradicts itself or misleads; tables print them as footnotes. */
export const inconsistencies: readonly Inconsistency[] = [
  {
    id: 'X1',
    text: 'The BAC after retraining (CIFAR-10, cross-entropy) is 78.48 in the text and 78.60 in Table 1.',
    concerns: ['T1.cifar.ce.retrained', 'S51.cifar.ce.retrained'],
  },
  {
    id: 'X2',
    text:
      'Table 2 heads the majority columns "(Bal.)" and the minority columns "(Imbal.)", but all four are of the ' +
      'imbalanced network: its class-0 recalls are the ones printed, and focal and LDAM have no balanced run.',
    concerns: ['T2.'],
  },
  {
    id: 'X3',
    text: 'Table 4 prints .1191 for both CelebA and SVHN: a coincidence or a copying slip, so no hard target.',
    concerns: ['T4.celeba.ce', 'T4.svhn.ce'],
  },
  {
    id: 'X4',
    text:
      'The LDAM contributions exceed 1: unnormalised ce over a cosine. And with cosines of at most 1 a ratio of ' +
      "means could not fall below Table 3's 12.5248, as 12.01 does.",
    concerns: ['T4.cifar.ldam'],
  },
  {
    id: 'X5',
    text: 'The text says "between 2-4 times less"; the ratios printed in Table 4 run from 1.96 to 4.38.',
    concerns: ['S54.t4.ratioRange', 'T4.celeba.ce.ratio', 'T4.cifar.ldam.ratio'],
  },
  {
    id: 'X6',
    text: '"Approx. triple" the balanced range: the maxima give 9.1 / 3.4 = 2.7, the spans 3.8.',
    concerns: ['S54.rangeRatio'],
  },
  {
    id: 'X7',
    text: 'Sections 5.5 and 5.6 refer to Fig. 4 where they mean Fig. 5, the imbalanced network.',
    concerns: [],
  },
  {
    id: 'X8',
    text:
      'Two slips turn the sense around: in 5.5 "more diverse than in the case of the majority" means minority, and ' +
      '3.4 says "minority" on both sides of a contrast.',
    concerns: [],
  },
  {
    id: 'X9',
    text: '5.3 sees no clear pattern for K = 2 and 3 on balanced data, then one for K = 3.',
    concerns: ['S53.bal.K23'],
  },
  {
    id: 'X10',
    text: 'For K = 7 the caption of Fig. 3 says over 94 % in both panels, the text over 97 % when balanced.',
    concerns: ['S53.bal.K7', 'S53.imb.K7'],
  },
  {
    id: 'X11',
    text: 'A "Resnet 52" does not exist among ResNets of depth 6n + 2; 56 is the likely one.',
    concerns: [],
  },
  {
    id: 'X12',
    text: "The paper's false positives of a class are its missed instances, usually called false negatives.",
    concerns: [
      'S57.cifar.ce.overlap.FP',
      'S57.cifar.ce.fpOverTrain',
      'S57.cifar.ce.frob.FP',
      'S57.cifar.focal.frob.FP',
      'S57.cifar.ldam.frob.FP',
      'S57.svhn.ce.frob.FP',
      'S57.celeba.ce.frob.FP',
    ],
  },
  {
    id: 'X13',
    text:
      'Training accuracy is "almost perfect" for the two classes of Table 2, but 85.7 % for class 3 of CIFAR-10 and ' +
      '89.2 % for class 5.',
    concerns: ['REPO.cifar.ce.trainRecall.c3', 'REPO.cifar.ce.trainRecall.c5'],
  },
  { id: 'X14', text: 'K = 7 of 64 features is 10.9 %, not 10 %.', concerns: ['S53.kRatio'] },
  {
    id: 'X15',
    text: 'The balanced value of focal and LDAM in Table 1 is that of cross-entropy.',
    concerns: ['T1.cifar.focal.balanced', 'T1.cifar.ldam.balanced'],
  },
  {
    id: 'X16',
    text: 'The text calls Fig. 8 a coverage ratio; it shows how often a feature is among the top 7.',
    concerns: ['S56.imb.topKratio'],
  },
  {
    id: 'X17',
    text: 'Logits are defined as the sum of ce, without the bias that the linear head has.',
    concerns: [],
  },
];

/** Ids of the inconsistencies that concern a published number. */
export function footnotesOf(publishedId: string): string[] {
  return inconsistencies
    .filter(({ concerns }) => concerns.some((start) => publishedId.startsWith(start)))
    .map(({ id }) => id);
}
