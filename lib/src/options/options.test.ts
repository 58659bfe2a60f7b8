import { expect, it } from 'vitest';
import { UserError } from '../errors';
import {
  callback,
  checkEach,
  checkValue,
  flag,
  listOf,
  number,
  type Options,
  oneOf,
  orNull,
  record,
  resolveOptions,
  share,
  text,
  whole,
} from '.';

interface Some {
  readonly epochs: number;
  readonly rate: number;
  readonly level: number;
  readonly mode: 'missed' | 'predictedAs';
  readonly bias: boolean;
  readonly Ks: readonly number[];
  readonly onProgress?: (done: number) => void;
}

const options: Options<Some> = {
  epochs: [whole(1, 100), 10],
  rate: [number(0, 2), 0.1],
  level: [share('below 1'), 0.95],
  mode: [oneOf('missed', 'predictedAs'), 'missed'],
  bias: [flag, false],
  Ks: [listOf(whole(1)), [1, 2]],
  onProgress: [callback(), undefined],
};

const resolve = (given: unknown): Some => resolveOptions('here', options, given as Partial<Some>);

it('puts what is given over the defaults; undefined is not given', () => {
  const defaults = { epochs: 10, rate: 0.1, level: 0.95, mode: 'missed', bias: false, Ks: [1, 2] };
  expect(resolve(undefined)).toEqual({ ...defaults, onProgress: undefined });
  expect(resolve({ epochs: 3, rate: undefined, Ks: Int32Array.of(7) })).toEqual({
    ...defaults,
    epochs: 3,
    Ks: Int32Array.of(7),
    onProgress: undefined,
  });
});

it.each([
  [
    { epoch: 3 },
    /here: got option 'epoch', expected one of epochs, rate.*; perhaps epochs\. Correct its name/,
  ],
  [{ e_pochs: 3 }, /perhaps epochs/],
  [{ toString: 3 }, /option 'toString'/],
  [{ zzzz: 1 }, /onProgress\. Correct/],
  [{ epochs: 0 }, /epochs = 0, expected a whole number from 1 to 100, say 1\./],
  [{ epochs: 2.6 }, /expected a whole number from 1 to 100, say 3\./],
  [{ epochs: 1e9 }, /say 100\./],
  [{ epochs: Number.NaN }, /epochs = NaN/],
  [{ epochs: '3' }, /epochs: '3', expected a whole number/],
  [{ epochs: null }, /epochs = null/],
  [{ rate: Number.POSITIVE_INFINITY }, /rate = Infinity, expected a number from 0 to 2, say 2\./],
  [{ level: 95 }, /level = 95, expected a share above 0 and below 1 \(0\.95 for 95 %\)/],
  [{ level: 1 }, /level = 1/],
  [{ mode: 'mised' }, /mode: 'mised', expected one of missed, predictedAs; perhaps missed\./],
  [{ mode: 'x' }, /expected one of missed, predictedAs\./],
  [{ bias: 1 }, /bias = 1, expected one of true, false/],
  [{ Ks: 3 }, /Ks = 3, expected a list, each entry a whole number of at least 1/],
  [{ Ks: [1, 0] }, /Ks\[1\] = 0, expected a whole number of at least 1, say 1\./],
  [{ onProgress: {} }, /onProgress = an object, expected a function/],
  [7, /got 7, expected an object with the options epochs, rate/],
  [[], /got a list of 0/],
  ['epochs', /got 'epochs'/],
  [null, /got null/],
])('refuses %j', (given, message) => {
  expect(() => resolve(given)).toThrow(UserError);
  expect(() => resolve(given)).toThrow(message);
});

it('names the part of a value that is wrong', () => {
  const bars = listOf(record({ name: text, values: listOf(orNull(number(0, 9))) }));
  const check = (given: unknown) => () => checkValue('bars', 'series', given, bars);
  expect(check([{ name: 'a', values: [1, null] }])).not.toThrow();
  expect(
    check([
      { name: 'a', values: [] },
      { name: 'b', values: [3, Number.NaN] },
    ]),
  ).toThrow('bars: got series[1].values[1] = NaN, expected a number from 0 to 9, or null');
  expect(check([{ name: 'a' }])).toThrow(
    'series[0] = an object, expected an object with name (a text), values (a list',
  );
  expect(check('a')).toThrow("series: 'a', expected a list, each entry an object with name");
});

it('checks an argument of its own, and each entry of a list', () => {
  expect(checkValue('here', 'K', 3, whole(1, 3))).toBe(3);
  expect(() => checkValue('here', 'K', 4, whole(1, 3))).toThrow(
    /K = 4, expected a whole number from 1 to 3, say 3/,
  );
  expect(() => checkValue('here', 'K', 1, oneOf())).toThrow(/there are none/);
  expect(() => checkValue('here', 'name', 1, text)).toThrow(/name = 1, expected a text/);
  expect(() => checkEach('here', 'K', [1, 9], whole(1, 3))).toThrow(/K = 9/);
  expect(() => checkEach('here', 'K', 3 as unknown as number[], whole(1, 3))).toThrow(
    /K = 3, expected a list/,
  );
});
