import { expect, it } from 'vitest';
import { resolveConfig } from './config';
import { overridesOf, presetOf } from './preset-of';

it('is the preset alone where nothing was set beside it, whatever the seed', () => {
  for (const setting of ['cifar.ldam', 'celeba.ce'] as const)
    for (const balance of ['imbalanced', 'balanced'] as const)
      for (const preset of ['paper', 'course', 'smoke'] as const)
        expect(presetOf(resolveConfig({ setting, balance, preset, seed: 3 }))).toBe(preset);
});

it('names what was set', () => {
  const config = resolveConfig({ setting: 'cifar.ce', preset: 'paper', epochs: 70, learningRate: 0.05 });
  expect(overridesOf(config)).toEqual(['epochs=70', 'learningRate=0.05']);
  expect(presetOf(config)).toBe('paper with epochs=70, learningRate=0.05');
});
