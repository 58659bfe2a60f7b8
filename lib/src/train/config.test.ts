import { describe, expect, it } from 'vitest';
import { UserError } from '../errors';
import { type Overrides, resolveConfig, runName } from './config';

describe('resolveConfig', () => {
  it("is the paper's regime by default", () => {
    expect(resolveConfig()).toEqual({
      ...{ setting: 'cifar.ce', balance: 'imbalanced', preset: 'paper', seed: 0, subsetSeed: 0 },
      ...{
        dataset: 'cifar10',
        imageSet: '',
        looks: 6,
        rareImages: 'random',
        imageSize: 32,
        imageFit: 'crop',
      },
      ...{ testShare: 0.2, splitBy: 'picture', splitSeed: 0, flip: false },
      ...{ profile: 'exponential', imagesPerClass: 5000, imbalanceRatio: 100, depth: 32, loss: 'ce' },
      ...{ epochs: 200, batchSize: 128, learningRate: 0.1, momentum: 0.9, weightDecay: 2e-4 },
      ...{ warmupEpochs: 5, firstDrop: 0.8, secondDrop: 0.9, sampling: 'instances', mixup: 0 },
      ...{ gamma: 2, margin: 0.5, scale: 30, deferredReweighting: false, reweightingBeta: 0.9999, tau: 1 },
      ...{ trainRecallEvery: 10, precision: 'float32' },
    });
  });

  it.each([
    ['cifar.focal', { loss: 'focal', gamma: 2, dataset: 'cifar10', depth: 32, epochs: 200 }],
    ['cifar.ldam', { loss: 'ldam', margin: 0.5, scale: 30, deferredReweighting: true }],
    ['svhn.ce', { dataset: 'svhn', imagesPerClass: 4600, imbalanceRatio: 100 }],
    [
      'celeba.ce',
      { dataset: 'celeba', imbalanceRatio: 20, depth: 56, epochs: 50, firstDrop: 1, secondDrop: 1 },
    ],
  ] as const)('%s', (setting, expected) => {
    expect(resolveConfig({ setting })).toMatchObject(expected);
  });

  it('has the drops of a shorter preset at the same fractions', () => {
    expect(resolveConfig({ preset: 'course' })).toMatchObject({
      epochs: 100,
      firstDrop: 0.8,
      secondDrop: 0.9,
    });
    expect(resolveConfig({ preset: 'course', balance: 'balanced' })).toMatchObject({
      epochs: 16,
      imbalanceRatio: 1,
    });
    expect(resolveConfig({ preset: 'smoke' })).toMatchObject({ epochs: 2, depth: 8, imagesPerClass: 500 });
  });

  it('chooses the training images by the seed, unless by one of their own', () => {
    expect(resolveConfig({ seed: 3 })).toMatchObject({ seed: 3, subsetSeed: 3 });
    expect(resolveConfig({ seed: 3, subsetSeed: 0 })).toMatchObject({ seed: 3, subsetSeed: 0 });
    expect(runName(resolveConfig({ seed: 3, subsetSeed: 0 }))).not.toBe(runName(resolveConfig({ seed: 3 })));
  });

  it('has a small preset for sweeps', () => {
    expect(resolveConfig({ preset: 'small', imbalanceRatio: 200 })).toMatchObject({
      depth: 8,
      epochs: 16,
      imagesPerClass: 1000,
      imbalanceRatio: 200,
      batchSize: 32,
    });
  });

  it('lets overrides win, given as values or as text', () => {
    const values = resolveConfig({
      preset: 'smoke',
      epochs: 3,
      learningRate: 0.05,
      deferredReweighting: true,
    });
    expect(values).toMatchObject({ epochs: 3, learningRate: 0.05, deferredReweighting: true, depth: 8 });
    expect(
      resolveConfig({ preset: 'smoke', epochs: '3', learningRate: '5e-2', deferredReweighting: 'true' }),
    ).toEqual(values);
  });

  it('takes an unset key as absent', () => {
    const unset = { preset: 'smoke', epochs: undefined } as unknown as Overrides;
    expect(resolveConfig(unset)).toEqual(resolveConfig({ preset: 'smoke' }));
  });

  it.each([
    [{ epoch: 3 }, /epoch: got an unknown key.*perhaps epochs\./],
    [{ learningrate: 1 }, /perhaps learningRate\./],
    [{ weight_decay: 1 }, /perhaps weightDecay\./],
    [{ toString: 'x' }, /unknown key/],
    [{ preset: 'papers' }, /preset: got "papers".*smoke.*perhaps paper\./],
    [{ setting: 'cifar.cee' }, /setting: got "cifar.cee".*perhaps cifar.ce\./],
    [{ balance: 'even' }, /balance: got "even"/],
    [{ loss: 'focall' }, /perhaps focal\./],
    [{ loss: 'balanced-softmaxx' }, /perhaps balanced-softmax\./],
    [{ sampling: 'even' }, /sampling: got "even", expected one of instances, classBalanced/],
    [{ mixup: -1 }, /mixup: got -1, expected a number from 0 to 4, say 0\./],
    [{ precision: 'bf-16' }, /precision: got "bf-16", expected one of float32, bf16, tf32; perhaps bf16\./],
    [{ deferredReweighting: 'yes' }, /deferredReweighting: got "yes".*true, false/],
    [{ epochs: 'many' }, /epochs: got "many", expected a number/],
    [{ epochs: '' }, /epochs: got "", expected a number/],
    [{ epochs: 0 }, /epochs: got 0, expected a whole number from 1 to 10000, say 1\./],
    [{ epochs: 2.6 }, /epochs: got 2.6, expected a whole number from 1 to 10000, say 3\./],
    [{ learningRate: -1 }, /learningRate: got -1, expected a number from 0 to 100, say 0\./],
    [{ momentum: 2 }, /momentum: got 2, expected a number from 0 to 1, say 1\./],
    [{ learningRate: Number.NaN }, /learningRate: got NaN/],
    [{ seed: -1 }, /seed: got -1/],
    [{ depth: 33 }, /depth/],
    [{ firstDrop: 0.9, secondDrop: 0.8 }, /secondDrop/],
    [{ deferredReweighting: 1 }, /deferredReweighting: got 1, expected one of true, false/],
  ])('refuses %j', (overrides, message) => {
    const resolve = (): unknown => resolveConfig(overrides as unknown as Overrides);
    expect(resolve).toThrow(UserError);
    expect(resolve).toThrow(message);
  });
});

describe('runName', () => {
  it('names setting, balance and preset, and changes with every value', () => {
    const name = runName(resolveConfig({ preset: 'course' }));
    expect(name).toMatch(/^cifar\.ce-imbalanced-course-[0-9a-f]{8}$/);
    expect(runName(resolveConfig({ preset: 'course', seed: 1 }))).not.toBe(name);
  });

  it('of a run from before a field was there stays what it was', () => {
    const config = resolveConfig({ setting: 'cifar.ldam', preset: 'paper' });
    expect(runName(config)).toBe('cifar.ldam-imbalanced-paper-7cc09bc8');
    expect(runName(resolveConfig({ preset: 'paper', setting: 'cifar.focal' }))).not.toBe(
      runName(resolveConfig({ preset: 'paper', setting: 'cifar.focal', precision: 'bf16' })),
    );
  });

  it('says the remedies in training, which no run of the paper has', () => {
    const named = (overrides: Overrides) => runName(resolveConfig({ preset: 'small', ...overrides }));
    expect(named({ loss: 'balanced-softmax' })).toMatch(/^cifar\.balanced-softmax-imbalanced-small-/);
    expect(named({ sampling: 'classBalanced', mixup: 0.2 })).toMatch(
      /^cifar\.ce-resampled-mixup-imbalanced-/,
    );
    expect(named({ loss: 'logit-adjusted', tau: 2 })).not.toBe(named({ loss: 'logit-adjusted' }));
    expect(named({ tau: 1, sampling: 'instances', mixup: 0 })).toBe(named({}));
  });

  it('does not change with the order of the keys', () => {
    const config = resolveConfig();
    const reversed = Object.fromEntries(Object.entries(config).reverse()) as unknown as typeof config;
    expect(runName(reversed)).toBe(runName(config));
  });
});
