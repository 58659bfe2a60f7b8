import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as cf from '../lib/src';
import { Random } from '../lib/src/data/random/random';
import { figureCalls } from './plot/right-calls';
import { toyEmbeddings } from './toy-embeddings';

type Arguments = readonly unknown[];
type Callable = (...args: Arguments) => unknown;

const toy = toyEmbeddings();
const { train, test, head } = toy;
const counts = [6, 3, 1];
const shapes = cf.data.shapes({ classes: 2, perClass: 3, testPerClass: 1, size: 16 });
const ranked = cf.measures.topMembers(cf.measures.ceMeans(train, head), 6);
const config = cf.train.resolveConfig({ preset: 'smoke' });
const results: Parameters<typeof cf.paper.ourValues>[0] = {};
const values = { 'T1.cifar.ce.imbalanced': 70, 'T1.cifar.ce.balanced': 90 };
const random = () => new Random(0);
const few = { resamples: 20 };
const runTable = { columnNames: () => ['claim P1.1'], array: () => [true] };
const loss = { before: [1, 0.5], after: [0.5, 0.25], nBefore: [9, 9], nAfter: [9, 9], classes: [0, 1] };

/**
 * A right call of every function of the surface, by its path. What lies deeper than the arguments' own fields is not
 * replaced.
 */
const rightCalls: Readonly<Record<string, Arguments>> = {
  measure: [toy, { draws: 3 }],
  'data.imbalanceCounts': [100, 10, 3],
  'data.imbalancedIndices': [[0, 0, 1], [2, 1], 0],
  'data.randomStream': [0, 'nonsense'],
  'data.shapes': [{ classes: 2, perClass: 1, testPerClass: 1, diversity: 1, size: 16, noise: 0, seed: 0 }],
  'data.subset': [shapes.train, [0, 5]],
  'embeddings.argmaxRows': [test.logits, test.C],
  'embeddings.featureColumns': [test, head, { label: 1, row: 'pred' }],
  'embeddings.instanceColumns': [test, ['a', 'b', 'c']],
  'embeddings.pickInstances': [test, [0, 1]],
  'embeddings.selectInstances': [test, () => true],
  'embeddings.underHead': [toy, head],
  'measures.ablate': [test, head, ranked, [1, 2], { draws: 2, seed: 0 }],
  'measures.balancedAccuracy': [test],
  'measures.bothEnds': [10],
  'measures.calibration': [test],
  'measures.ceMeans': [test, head, 'normed'],
  'measures.classCounts': [test],
  'measures.classEmbedding': [test, head, test.labels, 'raw'],
  'measures.classMeans': [test, test.labels],
  'measures.classTopKRatio': [test, 2],
  'measures.confidences': [test],
  'measures.confusion': [test],
  'measures.contribution': [test, head, { units: 'raw', estimator: 'ratioOfMeans' }, 2],
  'measures.coverage': [test, head, [1, 2], { ref: 'true' }],
  'measures.coverageIntervals': [test, head, 2, { ref: 'true' }, few],
  'measures.describingFeatures': [test, head, 2, { draws: 2, seed: 0, size: 1, share: 0.5 }],
  'measures.eos': [train, head, { neighbours: 2, seed: 0 }],
  'measures.fpOverTrain': [train, test, 'missed'],
  'measures.frobenius': [train, test, { fpMode: 'predictedAs' }],
  'measures.groupSizes': [test.labels, 3],
  'measures.hitFeatures': [test, 2],
  'measures.largestAdversary': [test, test.labels, head.b],
  'measures.largestMeanCeIntervals': [train, head, 'raw', few],
  'measures.matchedSample': [Int32Array.of(4, 7, 9), 2, random()],
  'measures.matchedUnionOfTopK': [test, 2, { draws: 2, seed: 0, size: 1 }],
  'measures.maxOf': [[1, null, 2]],
  'measures.meanOf': [[1, null, 2]],
  'measures.membersFrom': [
    [[0.5, 0.25], null],
    [[3, 1], null],
  ],
  'measures.minOf': [[1, null, 2]],
  'measures.rarestClass': [test],
  'measures.inPercent': [0.5],
  'measures.minimalK': [test, head, { ref: 'true' }],
  'measures.neuralCollapse': [toy],
  'measures.overlap': [toy, { trainRow: 'pred' }, 2, 3],
  'measures.project': [toy, { perClass: 2, method: 'pca', seed: 0 }],
  'measures.recall': [test],
  'measures.recallIntervals': [test, few],
  'measures.reliability': [test],
  'measures.remedies': [toy, { retrain: true, seed: 0 }],
  'measures.remedyHeads': [toy, { seed: 0 }],
  'measures.shotGroups': [counts],
  'measures.shotMeans': [[0.5, null, 0.25], counts],
  'measures.smote': [train, head, { neighbours: 2, seed: 0 }],
  'measures.spearman': [
    [1, 2, 3],
    [1, 3, 2],
  ],
  'measures.spearmanInterval': [0.5, 10],
  'measures.splitTpFp': [test, 'missed'],
  'measures.sufficientFeatures': [test, head, { share: 0.5, bias: 'none', units: 'raw' }],
  'measures.topMembers': [[Float64Array.of(1, 2), null], 1],
  'measures.twoEffects': [[1, 1, 2, 2], [1, 3, 1, 3], [5, 6, 7, 9], few],
  'measures.unionOfTopK': [test, 2],
  'measures.weightStats': [head],
  'paper.claimShares': [runTable],
  'measures.wilsonInterval': [0.5, 10],
  'paper.compareWithPublished': [values, 'T1.'],
  'paper.inWords': ['S53.bal.K23.low'],
  'paper.judgeBySetting': [results],
  'paper.judgeClaims': [results, 3],
  'paper.judgeLosses': [{ a: loss, b: loss }, 'share'],
  'paper.judgeNetwork': [1, toy, { retrainedBac: 0.5, balancedBac: 0.75 }],
  'paper.numberSpreads': [runTable],
  'paper.ourValues': [results],
  'paper.claimsOverSeeds': ['cifar.ce', [results, results]],
  'paper.runKinds': [runTable],
  'paper.spreadOverSeeds': [[values, values], 'T1.'],
  ...figureCalls(toy),
  'model.headOf': [{ weights: new Map([['linear.weight', { shape: [head.C, head.H], data: head.W }]]) }],
  'runs.imagesOfDataset': [shapes],
  'runs.trainedOn': [{ environment: { backend: 'wasm', cpu: 'x' }, moves: [] }],
  'view.comparison': [cf.paper.compareWithPublished(values, 'T1.'), { caption: 'a', maxRows: 2 }],
  'view.comparisonTable': [cf.paper.compareWithPublished(values, 'T1.')],
  'view.figureOfPicture': ['<svg></svg>'],
  'view.pick': [{ a: cf.plot.claimShares([]), b: cf.plot.claimShares([]) }, { of: 'kind' }],
  'view.prediction': ['How many?', 3, 4],
  'view.spread': [cf.paper.spreadOverSeeds([values, values], 'T1.'), [0, 1], { caption: 'a' }],
  'view.spreadTable': [cf.paper.spreadOverSeeds([values, values], 'T1.'), [0, 1]],
  'view.summary': [{ rq: 3, question: 'Why?', rows: [], claims: [] }],
  'view.verdicts': [cf.paper.judgeClaims(results, 3), { caption: 'a' }],
  'style.classColor': [1, 3],
  'style.kStyle': [3],
  'train.resolveConfig': [{ preset: 'smoke', epochs: 1, loss: 'ce' }],
  'train.retrainClassifier': [train, test, { epochs: 1, batchSize: 4, sampling: 'classBalanced' }],
  'train.trainingIndices': [{ ...config, imagesPerClass: 2, imbalanceRatio: 1 }, shapes.train],
};

/** What is left out, by the start of its path, and why. */
const leftOut: Readonly<Record<string, string>> = {
  UserError: 'it is what the others throw',
  'check.': 'takes the solutions of learners; wrong-answers.test.ts gives each of them nonsense',
  'data.find': 'takes nothing and looks for files',
  'data.inspect': 'reads files',
  'data.load': 'reads files',
  embed: 'runs a network; refusals.test.ts',
  importEmbeddings: 'reads files; import-embeddings.test.ts',
  'embeddings.write': 'writes files',
  'embeddings.stages': 'runs a network; stages.test.ts',
  'embeddings.mapsAsImages': 'takes what stages gave; stages.test.ts',
  loadRun: 'reads files',
  'runs.imagesOfRun': 'takes what loadRun read',
  'runs.retrainedBac': 'takes what loadRun read',
  'model.load': 'reads files',
  'model.save': 'writes files',
  'paper.balancedTwin': 'takes runs as loadRun reads them',
  'paper.measureRuns': 'takes runs as loadRun reads them',
  'paper.collectedRuns': 'reads files',
  'paper.otherSeeds': 'reads files',
  'paper.seedSpreads': 'reads files',
  'paper.trainedRemedies': 'reads files',
  'paper.withSeed': 'takes what otherSeeds read',
  'paper.paperReport': 'measure, and where it is from',
  'paper.runs': 'takes runs as loadRun reads them',
  'train.loadDataset': 'reads files',
  'train.presetOf': 'takes the configuration of a run',
  'train.startBackend': 'starts kernels; start.test.ts',
  'train.trainLive': 'runs kernels; training.ts',
  'train.memory': 'takes nothing',
  explorer: 'takes two runs, and reads their images',
  md: 'a tag of template literals',
  show: 'shows anything; show.test.ts',
  'view.drawFigures': 'draws in a browser; pictures.test.ts',
  'view.exercises': 'takes nothing',
  'view.featureImages': 'takes the runs of loadRun, and reads their images',
  'view.liveTraining': 'draws for a kernel; plain-lab.test.mjs',
  'view.opening': 'takes runs as loadRun reads them',
  'view.pickRun': 'takes runs as loadRun reads them',
  'view.pickSetting': 'takes runs as loadRun reads them',
  'view.save': 'writes files',
  'view.withImages': 'takes runs as loadRun reads them',
};

const nonsense: readonly unknown[] = [
  ...[undefined, null, true, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ...[-1, 0, 0.5, 7, 1e9, 2 ** 53, -1e300, '', 'x', '7', 'toString', '__proto__'],
  ...[[], [Number.NaN], [null], [[]], ['a'], [-1, 1e9], {}, { length: -1 }, { unknown: 1 }],
  ...[() => 0, Symbol('x'), 10n, new Date(0), new Map(), new Float32Array(0), Float32Array.of(Number.NaN)],
  ...[Int32Array.of(-7, 1e9), new Uint8Array(3), new DataView(new ArrayBuffer(8))],
];
const anyNonsense = fc.constantFrom(...nonsense.map((value) => [value]));

/** Each argument replaced by each nonsense, and each two in the wrong order. */
function replacedAndSwapped(right: Arguments): Arguments[] {
  const places = [...right.keys()];
  const replaced = places.flatMap((i) => nonsense.map((value) => right.with(i, value)));
  const swapped = places.flatMap((i) =>
    places.slice(i + 1).map((j) => right.with(i, right[j]).with(j, right[i])),
  );
  return [...replaced, ...swapped];
}

/** A field of an argument replaced by nonsense, and perhaps a whole argument, too. */
function spoilt(right: Arguments): fc.Arbitrary<Arguments> {
  const at = fc.nat(right.length - 1);
  const inside = (args: Arguments, i: number, k: number, value: unknown): Arguments => {
    const argument = args[i];
    if (typeof argument !== 'object' || argument === null || ArrayBuffer.isView(argument)) return args;
    const keys = Object.keys(argument);
    if (keys.length === 0) return args;
    if (Array.isArray(argument)) return args.with(i, argument.with(k % argument.length, value));
    return args.with(i, { ...argument, [keys[k % keys.length]]: value });
  };
  const one = fc.tuple(at, fc.nat(20), anyNonsense).map(([i, k, [value]]) => inside(right, i, k, value));
  const two = fc.tuple(one, at, anyNonsense).map(([args, i, [value]]) => args.with(i, value));
  return fc.oneof(one, one, two);
}

/** `value` with the nonsense put in somewhere, by the numbers of `way`, at most as deep as they are many. */
function spoiltWithin(value: unknown, way: readonly number[], nonsenseValue: unknown): unknown {
  if (way.length === 0 || typeof value !== 'object' || value === null) return nonsenseValue;
  if (ArrayBuffer.isView(value) || Object.keys(value).length === 0) return nonsenseValue;
  const keys = Object.keys(value);
  const key = keys[way[0] % keys.length];
  const inner = spoiltWithin(Reflect.get(value, key), way.slice(1), nonsenseValue);
  return Array.isArray(value) ? value.with(Number(key), inner) : { ...value, [key]: inner };
}

const ways = fc.array(fc.nat(20), { maxLength: 7 });
/** Nonsense anywhere in the data or the options of a figure. */
function spoiltFigure([data, options]: Arguments): fc.Arbitrary<Arguments> {
  const anywhere = (value: unknown) =>
    fc.tuple(ways, anyNonsense).map(([way, [nonsenseValue]]) => spoiltWithin(value, way, nonsenseValue));
  return fc.oneof(
    anywhere(data).map((spoiltData) => [spoiltData, options]),
    anywhere(options).map((spoiltOptions) => [data, spoiltOptions]),
  );
}

const [call, limit] = ['nonsenseCall', 15_000];

/** What `fn` gives or throws within the limit; V8 itself stops it beyond, wherever it loops. */
function outcome(fn: Callable, args: Arguments): { result?: unknown; error?: unknown } {
  (globalThis as Record<string, unknown>)[call] = () => fn(...args);
  try {
    return { result: runInThisContext(`${call}()`, { timeout: limit }) };
  } catch (error) {
    return { error };
  }
}

/** Where `value` holds a number that is none: `.perClass.2: NaN`; null if nowhere. */
function unsound(value: unknown, depth = 0): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : `: ${value}`;
  if (typeof value !== 'object' || value === null || depth > 12) return null;
  // Millions of bytes, which are numbers: an entry for each would take seconds.
  if (ArrayBuffer.isView(value) && !(value instanceof Float32Array || value instanceof Float64Array))
    return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = unsound(inner, depth + 1);
    if (found !== null) return `.${key}${found}`;
  }
  return null;
}

/** Every function of the surface, by its path. */
function functionsOf(space: object, path = ''): [string, Callable][] {
  return Object.entries(space).flatMap(([name, value]): [string, Callable][] => {
    if (typeof value === 'function') return [[path + name, value as Callable]];
    return path === '' && typeof value === 'object' && value !== null ? functionsOf(value, `${name}.`) : [];
  });
}

const functions = functionsOf(cf);
const reasonFor = (path: string) =>
  Object.keys(leftOut).find((start) => path.startsWith(start) && path !== 'measure');

it('has a right call for every function, or a reason why not', () => {
  const paths = functions.map(([path]) => path);
  expect(paths.filter((path) => !rightCalls[path] && !reasonFor(path))).toEqual([]);
  expect(Object.keys(rightCalls).filter((path) => !paths.includes(path))).toEqual([]);
});

const tested = functions.filter(([path]) => rightCalls[path]);

it.each(tested)('%s is right in a right call', (path, fn) => {
  const { result, error } = outcome(fn, rightCalls[path]);
  expect(error).toBeUndefined();
  expect(unsound(result)).toBeNull();
});

/** Throws unless `fn` answers with a UserError, or with numbers that are some. */
function expectAnAnswer(path: string, fn: Callable, args: Arguments): void {
  const { result, error } = outcome(fn, args);
  if (error !== undefined && !(error instanceof cf.UserError)) throw error;
  const wrong = unsound(result);
  if (wrong !== null) throw new Error(`${path} gives ${wrong}`);
  const said = path.startsWith('plot.') && /NaN|undefined|Infinity/.exec(JSON.stringify(result) ?? '');
  if (said) throw new Error(`${path} says ${said[0]}`);
}

it.each(tested)('%s answers nonsense with a UserError or a right value', { timeout: 120_000 }, (path, fn) => {
  const right = rightCalls[path];
  for (const args of replacedAndSwapped(right)) expectAnAnswer(path, fn, args);
  const arbitrary = path.startsWith('plot.') ? fc.oneof(spoilt(right), spoiltFigure(right)) : spoilt(right);
  const property = fc.property(arbitrary, (args) => expectAnAnswer(path, fn, args));
  fc.assert(property, { numRuns: path === 'data.shapes' ? 20 : 200, seed: 1 });
});

/** The places of options among a right call's arguments: plain objects that are no head, embeddings or images. */
const optionsAt = Object.entries(rightCalls).flatMap(([path, args]) =>
  args.flatMap((argument, i): [string, number][] =>
    i > 0 &&
    argument?.constructor === Object &&
    !/^(H|pixels|classNames)$/m.test(Object.keys(argument).join('\n'))
      ? [[path, i]]
      : [],
  ),
);

it.each(optionsAt)('%s refuses an option that it does not know (argument %i)', (path, i) => {
  const args = rightCalls[path];
  const fn = functions.find(([name]) => name === path)![1];
  const { error } = outcome(fn, args.with(i, { ...(args[i] as object), unknownOption: 1 }));
  expect(error).toBeInstanceOf(cf.UserError);
  expect(String(error)).toContain('unknownOption');
});

it.each(['below', 'permutation', 'shuffle'] as const)(
  'Random.%s answers nonsense with a UserError',
  (name) => {
    for (const value of nonsense) {
      const generator = random();
      const { result, error } = outcome((generator[name] as Callable).bind(generator), [value]);
      if (error !== undefined && !(error instanceof cf.UserError)) throw error;
      if (name === 'below') expect(unsound(result)).toBeNull();
    }
  },
);
