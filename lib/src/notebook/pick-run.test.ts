import { expect, test } from 'vitest';
import type { Figure } from '../plot/kit/figure';
import type { Run } from '../runs/load-run';
import { pickRun, pickSetting } from './pick-run';

const run = (setting: string, balance: string) =>
  ({
    id: `${setting}-${balance}`,
    config: { setting, balance },
    embeddings: { classNames: ['cat'] },
  }) as unknown as Run;
const runs = Object.fromEntries(
  [
    run('cifar.ce', 'balanced'),
    run('cifar.ce', 'imbalanced'),
    run('cifar.ldam', 'imbalanced'),
    run('svhn.ce', 'balanced'),
  ].map((one) => [one.id, one]),
);
const named = (name: string): Figure => ({ data: [{ name }], layout: { height: 1, meta: { alt: name } } });

function entries({ layout }: Figure): string[] {
  const [menu] = layout.updatemenus as { buttons: { label: string }[] }[];
  return menu.buttons.map(({ label }) => label);
}

test('runs: the imbalanced first, each drawn by itself', () => {
  const figure = pickRun(runs, ({ id }) => named(id));
  const names = ['cifar.ce-imbalanced', 'cifar.ldam-imbalanced', 'cifar.ce-balanced', 'svhn.ce-balanced'];
  expect(entries(figure)).toEqual(names);
  expect(figure.data.map(({ name }) => name)).toEqual(names);
});

test('settings: those with an imbalanced run, beside the balanced twin that the paper takes', () => {
  const figure = pickSetting(runs, ({ setting, imbalanced, balanced, classNames }) =>
    named([setting, imbalanced?.id, balanced?.id, ...classNames].join(' ')),
  );
  expect(entries(figure)).toEqual(['cifar.ce', 'cifar.ldam']);
  expect(figure.data.map(({ name }) => name)).toEqual([
    'cifar.ce cifar.ce-imbalanced cifar.ce-balanced cat',
    'cifar.ldam cifar.ldam-imbalanced cifar.ce-balanced cat',
  ]);
});
