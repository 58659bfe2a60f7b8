import type { Embeddings } from '../../embed/embeddings';
import type { Analysis } from '../../measure/analysis';
import { measure } from '../../measure/measure';
import { checkValue, number, type Options, oneOf, resolveOptions } from '../../options';
import type { Finding, Question, Verdict } from './claim';
import { worded } from './judge';
import { finding } from './logic';
import { bacOf, gaps, norm, sumTop10, testBac, topCe } from './measured';

/** What `judgeNetwork` takes beside the network. */
export interface NetworkOptions {
  /** Test BAC of the network with its classifier retrained, 0..1; question 1 asks for it. Default: unknown. */
  readonly retrainedBac?: number;
  /** Test BAC of its balanced twin, 0..1; question 1 asks for it. Default: unknown. */
  readonly balancedBac?: number;
}

const known: Options<NetworkOptions> = {
  retrainedBac: [number(0, 1), undefined],
  balancedBac: [number(0, 1), undefined],
};

/** What a network of any classes is asked, the first being the most frequent and the last the rarest. */
const questions: Partial<Record<Question, (network: Analysis, bacs: NetworkOptions) => Finding>> = {
  1: (network, { retrainedBac, balancedBac }) =>
    finding(
      {
        before: testBac(network),
        retrained: bacOf(retrainedBac, network),
        balanced: bacOf(balancedBac, network),
      },
      (before, retrained, balanced) => before < retrained && retrained < balanced,
    ),
  2: (network) => ofEnds(gaps(network), (first, last) => last > first),
  4: (network) => ofEnds(topCe(network), (first, last) => last > first),
  5: (network) => ofEnds(sumTop10(network), (first, last) => first > last),
  7: (network) =>
    finding({ FP: norm(network, 'fp'), TP: norm(network, 'tp') }, (missed, found) => missed > 2 * found),
};

function ofEnds(values: ReturnType<typeof gaps>, test: (first: number, last: number) => boolean): Finding {
  return finding({ 'first class': values?.[0], 'last class': values?.at(-1) }, test);
}

/** What a network answers: the fields of a {@link Verdict} that need no claim. */
export type NetworkVerdict = Pick<Verdict, 'answer' | 'observed' | 'sure' | 'evidence' | 'intervals'>;

/**
 * The main claim of a research question asked of one network of any classes, with 95 % intervals over its images. 1: retraining
 * raises the test BAC, to less than the twin's; 2: the last class loses more recall from training to test than the first;
 * 4: its largest mean ce is larger; 5: its S10 is smaller; 7: missed test images are more than twice as far from training as
 * recognised ones. It says nothing of another training. Throws UserError on another question.
 */
export function judgeNetwork(
  question: 1 | 2 | 4 | 5 | 7,
  network: Embeddings,
  options: Partial<NetworkOptions> = {},
): NetworkVerdict {
  checkValue('judgeNetwork', 'question', question, oneOf(1, 2, 4, 5, 7));
  const bacs = resolveOptions('judgeNetwork', known, options);
  const analysis = measure(network, { Ks: [1], draws: 1 });
  const { answer, evidence, doubt } = questions[question]!(analysis, bacs);
  return { answer, ...worded(evidence, doubt) };
}
