const H = 16;

/** @typedef {(c: number) => number} ImagesOf How many images a class has. */

/**
 * Embeddings that look imported, of 16 features, in place of those of `run`: 100 classes, as no run of the paper has, and the
 * rare ones have one image; or as many classes as `C` says, with the images that `trainOf` and `testOf` say, so that a class
 * may have none. A mean of its own makes most images of a class recognised.
 *
 * @param {typeof import('cnn-fragility')} cf
 * @param {import('cnn-fragility').Run} run
 * @param {{ id?: string, C?: number, trainOf?: ImagesOf, testOf?: ImagesOf }} [shape]
 */
export function importedRun(cf, run, { id = 'imported', C = 100, trainOf = falling, testOf = () => 4 } = {}) {
  const random = cf.data.randomStream(0, 'imported');
  /** @type {import('cnn-fragility').Head} */
  const head = { kind: 'linear', H, C, W: normals(C * H), b: new Float32Array(C) };
  const train = embedding(trainOf);
  const test = embedding(testOf);
  const classNames = Array.from({ length: C }, (_, c) => `class ${c}`);
  const embeddings = { head, train, test, classNames };
  const { trainRecall, testRecall, testBac } = cf.measure(embeddings).measures;
  const epoch = { ...run.best, trainRecall, testRecall, testBac };
  const ends = { history: [epoch], best: epoch, last: epoch, lastHead: head };
  const trainIndex = Int32Array.from(train.labels.keys());
  return { ...run, id, embeddings, trainIndex, ...ends, fullTrain: async () => null };

  function normals(/** @type {number} */ length) {
    return Float32Array.from({ length }, () => random.normal());
  }

  function embedding(/** @type {ImagesOf} */ imagesOf) {
    const labels = Int32Array.from(Array.from({ length: C }, (_, c) => Array(imagesOf(c)).fill(c)).flat());
    const n = labels.length;
    const fe = Float32Array.from({ length: n * H }, (_, k) => {
      const own = head.W[labels[Math.floor(k / H)] * H + (k % H)];
      return Math.max(0, own + 0.4 * random.normal());
    });
    const logits = Float32Array.from({ length: n * C }, (_, k) => {
      const [i, c] = [Math.floor(k / C), k % C];
      return head.W.subarray(c * H, (c + 1) * H).reduce((sum, w, j) => sum + w * fe[i * H + j], 0);
    });
    return { n, H, C, fe, logits, labels, predictions: cf.embeddings.argmaxRows(logits, C) };
  }
}

/** @type {ImagesOf} */
function falling(c) {
  return Math.max(1, Math.round(20 * 0.96 ** c));
}
