import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../errors';
import { type Overrides, resolveConfig, runName } from './config';
import { forwardMultiplications, passedImages } from './cost';
import { knownSize } from './data-size';
import { parseSweep } from './sweep';

describe('parseSweep', () => {
  it('asks for every combination, the last field varying fastest', () => {
    const { runs, threads, minutes } = parseSweep(
      'a.yaml',
      'minutes: 30\nruns:\n  - preset: smoke\n    seed: 0..1\n    imbalanceRatio: [10, 20]\n',
    );
    expect(runs.map(({ config }) => [config.seed, config.imbalanceRatio])).toEqual([
      [0, 10],
      [0, 20],
      [1, 10],
      [1, 20],
    ]);
    expect([threads, minutes]).toEqual([2, 30]);
    expect(runs[0].name).toBe(runName(resolveConfig({ preset: 'smoke', seed: 0, imbalanceRatio: 10 })));
  });

  it('has a run once, however often it is asked for', () => {
    const grids = '  - {preset: smoke, seed: [3, 3]}\n  - {preset: smoke, seed: 3, subsetSeed: [3, 4]}\n';
    expect(parseSweep('a.yaml', `runs:\n${grids}`).runs).toHaveLength(2);
  });

  it('takes one’s own images, each folder under its name', () => {
    const { runs } = parseSweep('a.yaml', 'runs: [{images: [some/birds, some/trees.npz], preset: smoke}]');
    expect(runs.map(({ config }) => [config.setting, config.imageSet])).toEqual([
      ['own.ce', 'birds'],
      ['own.ce', 'trees'],
    ]);
    expect(runs.map(({ images }) => images)).toEqual(
      ['some/birds', 'some/trees.npz'].map((path) => resolve(path)),
    );
    const twins = 'runs: [{images: [a/birds, b/birds], preset: smoke}]';
    expect(() => parseSweep('a.yaml', twins)).toThrow(/a\/birds, whose name another folder has too/);
  });

  it.each([
    ['runs: [', /a\.yaml: .*expected YAML/],
    ['- 1', /a\.yaml: .*a mapping with a list of runs/],
    ['runs: []', /a\.yaml, runs: .*a list of grids/],
    ['runs: [3]', /grid 1: got 3, expected fields of the configuration/],
    ['run: []', /the key run, expected runs, threads/],
    ['threads: 0\nruns: [{seed: 1}]', /threads: got 0/],
    ['runs: [{seed: []}]', /grid 1, seed: got an empty list/],
    ['runs: [{sede: 1}]', /^a\.yaml, grid 1, .*unknown key.*perhaps seed/],
    ['runs: [{imbalanceRatio: 0.5}]', /^a\.yaml, grid 1, .*imbalanceRatio: got 0\.5/],
    ['runs: [{seed: 0..99999, depth: [8, 14]}]', /200000 runs, expected at most 100000/],
  ])('refuses %j', (text, message) => {
    expect(() => parseSweep('a.yaml', text)).toThrow(UserError);
    expect(() => parseSweep('a.yaml', text)).toThrow(message);
  });
});

describe('cost', () => {
  const passed = (overrides: Overrides) => {
    const config = resolveConfig(overrides);
    return passedImages(config, knownSize(config)!);
  };

  it('counts images: those of every epoch, of every recall, and those that are embedded', () => {
    // 12,406 images of 100:1; 200 test sets and 20 training recalls; 50,000 training and 10,000 test images embedded.
    expect(passed({})).toEqual({
      trained: 200 * 12_406,
      evaluated: 200 * 10_000 + 20 * 12_406 + 60_000,
    });
  });

  it('counts of one’s own images what is chosen, and what it is chosen from', () => {
    const config = resolveConfig({ setting: 'own.ce', imageSet: 'birds', imbalanceRatio: 4, epochs: 1 });
    const size = { train: [40, 30, 20], test: 9, side: 8 };
    // 20, 10 and 5 to train on; the test set, training recall, and 3 x 20 embedded.
    expect(passedImages(config, size)).toEqual({ trained: 35, evaluated: 9 + 35 + 9 + 60 });
    expect(passedImages({ ...config, profile: 'as-is' }, size)).toEqual({
      trained: 90,
      evaluated: 9 + 90 + 9 + 90,
    });
  });

  it('counts the classes of a step: five of 5,000 and five of 50', () => {
    expect(passed({ profile: 'step', epochs: 1 }).trained).toBe(25_250);
  });

  it('counts the multiplications of the convolutions', () => {
    // ResNet-32 on 32 × 32: 9·3·16·1024, then per stage ten layers of 9·16·16·1024, two of which have fewer channels.
    expect(forwardMultiplications(32, 32)).toBe(442_368 + 10 * 2_359_296 + (9 * 2_359_296 + 1_179_648) * 2);
  });
});
