import { beforeAll, expect, it, vi } from 'vitest';
import { cf } from '../library.mjs';
import { at } from '../paths.mjs';
import { readNotebook } from './notebook.mjs';
import { programOf } from './program.mjs';

/** @import { Figure, Head } from 'cnn-fragility' */

// Three classes of 40, 30 and 20 training images; class 2 is seen by three features alike. What each layer makes of them
// can be worked out by hand.
const notebook = readNotebook(at('notebooks', 'beyond-remedies.ipynb'));
const [C, H] = [3, 5];
/** @param {number[][]} rows @returns {Head} */
const head = (rows, b = [0, 0, 0]) => ({
  ...{ kind: 'linear', H, C },
  ...{ W: Float32Array.from(rows.flat()), b: Float32Array.from(b) },
});
const [one, two] = [
  [0, 1, 0, 0, 0],
  [0, 0, 1, 1, 1],
];
const seen = (/** @type {number} */ x) => [x, 0, 1, 1, 1];
const first = (/** @type {number} */ w) => [w, 0, 0, 0, 0];
const nothing = first(0);
const rowsOfNone = [first(4), one, two];
const none = head(rowsOfNone);
const layers = {
  none,
  logitAdjustment: head(rowsOfNone, [-3, 0, 0]),
  tauNormalisation: head([first(1), one, two.map((w) => w / Math.sqrt(3))]),
  nearestClassMean: head([first(1), one, two], [100, 0, 0]),
  classBalanced: head([first(4), nothing, nothing]),
  smote: head(rowsOfNone),
  eos: head([first(4.4), one, two]),
};
const balancedSet = head([first(1), one.map((w) => 4 * w), two.map((w) => 4 * w)]);
/** @param {number} n @param {number[]} row @returns {number[][]} */
const repeated = (n, row) => Array(n).fill(row);
const train = [
  ...repeated(40, first(2)),
  ...repeated(30, one),
  // Ten images that two features do not decide against class 0, six that they do by little, and four by much.
  ...[...repeated(10, seen(0.625)), ...repeated(6, seen(0.48)), ...repeated(4, seen(0))],
];
const test = [
  ...repeated(4, first(2)),
  // The fourth image of class 1 is recognised by the layer of the balanced set alone.
  ...[...repeated(3, [0.1, 1, 0, 0, 0]), [1, 0.5, 0, 0, 0]],
  // Missed without a remedy.
  ...repeated(4, [1, 0, 2, 0, 0]),
];

/** @typedef {Record<string, string | number>} Row */
/** What the notebook showed, and its caption. @type {{ what: string | Row[] | Figure, caption?: string }[]} */
let shown;

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  /** @param {number[][]} fe @param {number[]} labels */
  const embedding = (fe, labels) => {
    const logits = fe.flatMap((row) =>
      [...Array(C).keys()].map((c) => row.reduce((sum, x, j) => sum + x * none.W[c * H + j], 0)),
    );
    const set = { n: fe.length, H, C, fe: Float32Array.from(fe.flat()), logits: Float32Array.from(logits) };
    return { ...set, labels: Int32Array.from(labels), predictions: cf.embeddings.argmaxRows(set.logits, C) };
  };
  const classesOf = (/** @type {number[]} */ ...sizes) => sizes.flatMap((n, c) => Array(n).fill(c));
  const network = {
    ...{ head: none, classNames: ['cat', 'dog', 'eel'] },
    ...{ train: embedding(train, classesOf(40, 30, 20)), test: embedding(test, classesOf(4, 4, 4)) },
  };
  const config = cf.train.resolveConfig({});
  const run = {
    config,
    embeddings: network,
    fullTrain: async () => embedding(repeated(120, one), Array(120).fill(1)),
  };
  const runs = { 'cifar.ce-imbalanced': run, 'cifar.ce-balanced': run };
  shown = [];
  /** @param {string | Row[] | Figure} what @param {{ caption?: string }} [options] */
  const show = (what, options) => shown.push({ what, ...options });
  const toy = {
    ...cf,
    ...{ loadRuns: async () => runs, show },
    view: { ...cf.view, opening: () => '' },
    measures: { ...cf.measures, remedyHeads: () => layers },
    train: { ...cf.train, retrainClassifier: () => ({ head: balancedSet }) },
  };
  await programOf(notebook)({ cf: toy, at: () => {} });
  vi.restoreAllMocks();
}, 60_000);

/** @returns {string[]} */
const sentences = () =>
  shown.flatMap(({ what }) => (typeof what === 'string' ? [what.replace(/\s+/g, ' ')] : []));
const sentence = (/** @type {string} */ start) => sentences().find((text) => text.startsWith(start));
/** The tables whose captions begin so. @param {string} start */
const tablesOf = (start) =>
  shown.flatMap(({ what, caption }) => (Array.isArray(what) && caption?.startsWith(start) ? [what] : []));
const tableOf = (/** @type {string} */ start) => tablesOf(start)[0];

it('calls a layer whose rows are only longer, or only moved, one of threshold or scale', () => {
  expect(tableOf('Rows of W').map(({ remedy, changes }) => [remedy, changes])).toEqual([
    ['none', 'nothing'],
    ['logitAdjustment', 'threshold or scale'],
    ['tauNormalisation', 'threshold or scale'],
    ['nearestClassMean', 'threshold or scale'],
    ['classBalanced', 'weights'],
    ['smote', 'threshold or scale'],
    ['eos', 'threshold or scale'],
    ['balancedSet', 'threshold or scale'],
  ]);
});

it('counts neither what they are held against nor the layer that saw other images', () => {
  expect(sentence('Of the 6 remedies')).toBe(
    'Of the 6 remedies that saw the same 90 training images, by their intervals on 12 test images: better than none ' +
      '**logitAdjustment, tauNormalisation**; worse **nearestClassMean, classBalanced**; cannot be told: **smote, eos**.',
  );
  expect(sentence('**balancedSet**')).toMatch(/trained on 120 images, the others on 90: its 41\.67 points/);
  expect(sentence('Largest gain on the same 90 images')).toMatch(
    /\*\*logitAdjustment\*\*, 33\.33 points .* scale: \*\*logitAdjustment, tauNormalisation\*\*\. .* \*\*0\*\* of 8\.$/,
  );
});

it('says which end wins and which loses', () => {
  expect(sentence('The rare end wins under')).toBe(
    'The rare end wins under **logitAdjustment, tauNormalisation** and loses under **no remedy** (cannot be told: ' +
      'nearestClassMean, classBalanced, smote, eos). The frequent end wins under **no remedy** and loses under **no ' +
      'remedy** (cannot be told: logitAdjustment, tauNormalisation, nearestClassMean, classBalanced, smote, eos).',
  );
});

// EOS: 10 of 20 before, 4 of 20 after, which two intervals that do not overlap would not tell.
it('judges coverage image by image, and says of how many', () => {
  expect(sentence('Share of the n = 20 training images of eel')).toMatch(
    /more under \*\*logitAdjustment, tauNormalisation\*\*, less under \*\*nearestClassMean, eos\*\*; cannot be told: \*\*classBalanced, smote\*\*\.$/,
  );
  const title = expect.objectContaining({ text: 'eel: n = 20 training images' });
  const layout = expect.objectContaining({ title });
  expect(shown.map(({ what }) => what)).toContainEqual(expect.objectContaining({ layout }));
});

it('judges ablation, neural collapse and calibration, too', () => {
  expect(sentence('Recall that the rare classes lose')).toMatch(
    /n = 4 test images: more under \*\*logitAdjustment, tauNormalisation\*\*, less under \*\*no remedy\*\*; cannot be told: \*\*nearestClassMean, classBalanced, smote, eos\*\*/,
  );
  const told = tableOf('Imbalanced less balanced').map((row) => row['imbalanced has']);
  expect(told).toEqual(['cannot be told', 'cannot be told', 'cannot be told', 'cannot be told']);
  expect(sentence('Expected calibration error against no remedy, on n = 12 test images')).toMatch(
    /cannot be told: \*\*[^*]*smote/,
  );
});

it('sums up in three answers', () => {
  const rows = tableOf('n = 12 test images; decided: n = 20');
  expect(rows.map(({ remedy }) => remedy)).toEqual(Object.keys(layers).slice(1));
  expect(rows[0]).toMatchObject({ BAC: 'more', 'rare end': 'more', 'decided by 2 features': 'more' });
  expect(rows[4]).toMatchObject({ BAC: 'cannot be told', 'calibration error': 'cannot be told' });
});

it('holds networks trained with a remedy against the one without, and says what one run each cannot tell', () => {
  expect(tablesOf('Mean test recall in percent').map(([{ remedy }]) => remedy)).toEqual(['none', 'none']);
  const [first, ...others] = tableOf('Fragility without a remedy').map(({ remedy }) => remedy);
  expect(first).toBe('none');
  expect(others).toContain('balanced-softmax');
  expect(tableOf('Against none').map(({ remedy }) => remedy)).toEqual(others);
  expect(sentence('The balanced accuracy is higher with')).toMatch(
    /\*\*[^*]*balanced-softmax[^*]*\*\*, lower with/,
  );
  expect(sentences().filter((text) => /cannot tell|one run each does not tell/.test(text))).toHaveLength(1);
});
