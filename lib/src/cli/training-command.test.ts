import { expect, it } from 'vitest';
import { resolveConfig } from '../train/config';
import { trainingCommand } from './training-command';

it('says what makes a configuration, and nothing that goes without saying', () => {
  const config = resolveConfig({ setting: 'cifar.ldam', preset: 'course', seed: 3 });
  expect(trainingCommand(config, 'runs')).toBe(
    'npx fragility train --setting cifar.ldam --balance imbalanced --preset course --seed 3',
  );
});

it('says a remedy in training', () => {
  const config = resolveConfig({ preset: 'small', loss: 'logit-adjusted', tau: 2, mixup: 0.2 });
  expect(trainingCommand(config, 'runs')).toBe(
    'npx fragility train --setting cifar.ce --loss logit-adjusted --balance imbalanced --preset small --seed 0 ' +
      '--set tau=2 mixup=0.2',
  );
});

it('says every value that was set, and a folder whose name has blanks', () => {
  const config = resolveConfig({ preset: 'paper', epochs: 40, deferredReweighting: true });
  expect(trainingCommand(config, "my runs' folder")).toBe(
    'npx fragility train --setting cifar.ce --balance imbalanced --preset paper --seed 0 ' +
      "--set epochs=40 deferredReweighting=true --runs 'my runs'\\'' folder'",
  );
});
