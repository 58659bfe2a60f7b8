import { checkEmbeddings } from './check';
import { argmaxRows, type Embedding, type Embeddings, type Head } from './embeddings';
import { logitsUnder } from './head-logits';

/**
 * The same features under another classification layer: logits and predictions are computed again, `fe` and labels
 * stay. So every measure can be taken of a network whose layer was retrained or adjusted. Throws UserError on a head
 * of other H or C.
 */
export function underHead(embeddings: Embeddings, head: Head): Embeddings {
  checkEmbeddings('underHead', embeddings);
  checkEmbeddings('underHead', { ...embeddings, head });
  const anew = (set: Embedding): Embedding => {
    const logits = logitsUnder(head, { shape: [set.n, set.H], data: set.fe });
    return { ...set, logits, predictions: argmaxRows(logits, set.C) };
  };
  return { ...embeddings, head, train: anew(embeddings.train), test: anew(embeddings.test) };
}
