import { expect, it } from 'vitest';
import { checkNumber } from './check-number';

const check = checkNumber<[values: number[]]>({
  name: 'middle',
  asked: 'the mean, in percent',
  answer: (values) => (100 * (values[0] + values[1])) / 2,
  mistakes: { 'This is the first.': ([first]) => 100 * first },
  explanation: 'It shows the middle.',
});

it.each([
  [30, '✓ middle: 30 is right.\n  It shows the middle.'],
  [30.1, '✓ middle: 30.1 is right.\n  It shows the middle.'],
  [0.3, /This is the share\. In percent it is a hundred times as much\.$/],
  [20, /This is the first\.$/],
  [31, /Change one thing at a time/],
  [Number.NaN, /A number is asked for: the mean, in percent\.$/],
  [null, '○ middle: not yet solved.\n  asked for  the mean, in percent\n  got        nothing yet'],
])('of %d says what it is, and never the answer', (found, says) => {
  const card = check(found, [0.2, 0.4]);
  const text = String(card.bundle['text/plain']);
  if (typeof says === 'string') expect(text).toBe(says);
  else expect(text).toMatch(says);
  expect(card.passed).toBe(text.startsWith('✓'));
  if (!card.passed) expect(text).not.toContain('30');
});

const says = (found: unknown) =>
  String(check(found as number, [0.2, 0.4]).bundle['text/plain'])
    .split('\n')
    .at(-1)!;

it.each([
  [0.2, 'This is the share. In percent it is a hundred times as much. And then: This is the first.'],
  [3000, 'It was in percent already: this is a hundred times as much.'],
  [-30, 'Only its sign is wrong.'],
  [29.7, 'Change one thing at a time'],
  [0, 'Change one thing at a time'],
  [Number.POSITIVE_INFINITY, 'Somewhere a number was divided by 0. A number is asked for'],
  [Number.NaN, 'NaN: somewhere 0 / 0'],
  ['30.00', 'A text is no number: leave out `toFixed`, quotes and the unit.'],
  [30n, 'This is a whole number of another kind: leave out the `n`.'],
  [[30], 'A list is no number: take the one entry'],
  [Float32Array.of(30), 'A list is no number'],
  [() => 30, 'A function is no number: call it.'],
  [Promise.resolve(30), 'A promise is no number yet: put `await` in front of it.'],
  [undefined, 'A number is asked for: the mean, in percent.'],
  [true, 'A number is asked for: the mean, in percent.'],
])('says of %o what to do about it', (found, start) => {
  expect(says(found).trim().startsWith(start)).toBe(true);
});

it('asks for a digit more where a rounded number may be right, and takes what is 0 but for rounding', () => {
  const of = (value: number) => {
    const asked = checkNumber<[]>({
      name: 'r',
      asked: 'a correlation',
      answer: () => value,
      mistakes: {},
      explanation: '',
    });
    return (found: number) => String(asked(found).bundle['text/plain']);
  };
  expect(of(0.0364)(0.04)).toMatch(/too few digits .* write one more/);
  expect(of(0.0364)(0.036)).toMatch(/write one more/);
  expect(of(0.0364)(0.0364)).toMatch(/^✓/);
  expect(of(0.0364)(1e-7)).toMatch(/Change one thing/);
  expect(of(2.69)(269)).toMatch(/What is asked for is a hundredth of it/);
  expect(of(2.69)(0.0269)).toMatch(/Change one thing/);
  expect(of(0)(5e-17)).toMatch(/^✓/);
});

it('says that there is no such number where it has no images to be computed from', () => {
  const none = checkNumber<[]>({
    name: 'none',
    asked: 'a mean',
    answer: () => Number.NaN,
    mistakes: {},
    explanation: '',
  });
  for (const found of [null, 0, Number.NaN]) {
    expect(none(found).bundle['text/plain']).toMatch(/^○ none: this network has no such number\./);
    expect(none(found).bundle['text/plain']).not.toMatch(/NaN/);
  }
});
