import type { Embeddings } from '../../embed/embeddings';
import { UserError } from '../../errors';
import type { Pair } from '../../plot/kit/figure';

/** One of the networks, of which there must be one or two with the same test set. */
export function checkTwins({ balanced, imbalanced }: Pair<Embeddings>): Embeddings {
  const one = imbalanced ?? balanced;
  if (!one) throw refusal('neither a balanced nor an imbalanced network', 'at least one of them');
  if (!balanced || !imbalanced) return one;
  const [a, b] = [balanced.test, imbalanced.test];
  if (a.C !== b.C) throw refusal(`networks of ${a.C} and ${b.C} classes`, 'the same classes');
  if (a.n !== b.n) throw refusal(`test sets of ${a.n} and ${b.n} instances`, 'the same instances');
  const at = a.labels.findIndex((label, i) => label !== b.labels[i]);
  if (at < 0) return one;
  const given = `test instance ${at} of class ${a.labels[at]} and of class ${b.labels[at]}`;
  throw refusal(given, 'the same instances in the same order');
}

function refusal(given: string, expected: string): UserError {
  const remedy =
    'Give the embeddings of twins, as `run.embeddings` has them: one test set under two networks.';
  return new UserError({ where: 'explorer', given, expected, remedy });
}
