import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { UserError } from '../errors';
import { show } from '../notebook/show';
import type { Run } from './load-run';
import { runOf, runsById } from './runs';

const run = (setting: string, balance: string, preset = 'paper', folder = `runs/${setting}-${balance}`) =>
  ({ id: `${setting}-${balance}`, folder, config: { setting, balance, preset } }) as unknown as Run;
const given = [
  run('celeba.ce', 'balanced'),
  run('cifar.ce', 'balanced'),
  run('celeba.ce', 'imbalanced'),
  run('cifar.ldam', 'imbalanced'),
  run('cifar.ce', 'imbalanced'),
];
const ids = [
  'cifar.ce-imbalanced',
  'cifar.ldam-imbalanced',
  'celeba.ce-imbalanced',
  'cifar.ce-balanced',
  'celeba.ce-balanced',
];

test('runs are in the paper’s order, imbalanced before balanced', () => {
  expect(Object.keys(runsById(given))).toEqual(ids);
  expect(Object.values(runsById(given)).map(({ id }) => id)).toEqual(ids);
});

test('a run that is not there names those that are, and the nearest', () => {
  const runs = runsById(given);
  expect(() => runs.nope).toThrow(UserError);
  expect(() => runs.nope).toThrow(`runs: got 'nope', expected one of the runs at hand: ${ids.join(', ')}.`);
  expect(() => runs['cifar.ce-imbalance']).toThrow("Did you mean runs['cifar.ce-imbalanced']?");
  expect(() => runsById([])['cifar.ce-balanced']).toThrow('expected a run, but there is none');
});

test('of several runs with one id the longest preset counts, and each is there by the name of its folder', () => {
  const course = run('own.ce', 'imbalanced', 'course', 'runs/cats-course-1');
  const smoke = run('own.ce', 'imbalanced', 'smoke', 'runs/cats-smoke-2');
  for (const order of [
    [course, smoke],
    [smoke, course],
  ]) {
    const runs = runsById(order);
    expect(Object.keys(runs)).toEqual(['own.ce-imbalanced']);
    expect(runs['own.ce-imbalanced']).toBe(course);
    expect(runs['cats-smoke-2']).toBe(smoke);
    expect(runs['cats-course-1']).toBe(course);
  }
  const again = run('own.ce', 'imbalanced', 'course', 'elsewhere/cats-course-1');
  expect(runsById([course, again])['own.ce-imbalanced']).toBe(again);
});

test('asking whether a run is there, and all that prints or awaits, does not throw', async () => {
  const runs = runsById(given);
  expect('nope' in runs).toBe(false);
  expect('cifar.ce-balanced' in runs).toBe(true);
  expect(runOf(runs, 'svhn.ce-balanced')).toBeUndefined();
  expect(runOf(runs, 'cifar.ce-balanced')).toBe(given[1]);
  expect(await Promise.resolve(runs)).toBe(runs);
  expect(Object.keys({ ...runs })).toEqual(ids);
  expect(JSON.parse(JSON.stringify(runs))['cifar.ce-balanced'].id).toBe('cifar.ce-balanced');
  expect(inspect(runs)).toContain('cifar.ce-imbalanced');
  expect(String(runs)).toBe('[object Object]');
  expect(() => show(runs)).not.toThrow();
});
