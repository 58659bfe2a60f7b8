import { describe, expect, it } from 'vitest';
import { UserError } from '../errors';
import { resolveConfig, runName } from './config';
import { forwardMultiplications, passedImages } from './cost';
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

  it.each([
    ['runs: [', /a\.yaml: .*expected YAML/],
    ['- 1', /a\.yaml: .*a mapping with a list of runs/],
    ['runs: []', /a\.yaml, runs: .*a list of grids/],
    ['runs: [3]', /grid 1: got 3, expected fields of the configuration/],
    ['run: []', /the key run, expected runs, threads/],
    ['threads: 0\nruns: [{seed: 1}]', /threads: got 0/],
    ['runs: [{seed: []}]', /grid 1, seed: got an empty list/],
    ['runs: [{sede: 1}]', /unknown key.*perhaps seed/],
    ['runs: [{imbalanceRatio: 0.5}]', /imbalanceRatio: got 0\.5/],
    ['runs: [{seed: 0..99999, depth: [8, 14]}]', /200000 runs, expected at most 100000/],
  ])('refuses %j', (text, message) => {
    expect(() => parseSweep('a.yaml', text)).toThrow(UserError);
    expect(() => parseSweep('a.yaml', text)).toThrow(message);
  });
});

describe('cost', () => {
  it('counts images: those of every epoch, of every recall, and those that are embedded', () => {
    // 12,406 images of 100:1; 200 test sets and 20 training recalls; 50,000 training and 10,000 test images embedded.
    expect(passedImages(resolveConfig())).toEqual({
      trained: 200 * 12_406,
      evaluated: 200 * 10_000 + 20 * 12_406 + 60_000,
    });
  });

  it('counts the classes of a step: five of 5,000 and five of 50', () => {
    expect(passedImages(resolveConfig({ profile: 'step', epochs: 1 })).trained).toBe(25_250);
  });

  it('counts the multiplications of the convolutions', () => {
    // ResNet-32 on 32 × 32: 9·3·16·1024, then per stage ten layers of 9·16·16·1024, two of which have fewer channels.
    expect(forwardMultiplications({ depth: 32, dataset: 'cifar10' })).toBe(
      442_368 + 10 * 2_359_296 + (9 * 2_359_296 + 1_179_648) * 2,
    );
  });
});
