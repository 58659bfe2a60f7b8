import { describe, expect, it } from 'vitest';
import { CHECK_MIME, type Checked } from './card';
import { checkFunction } from './check-function';
import { todo } from './todo';

const check = checkFunction<[values: number[], K: number], (number | null)[]>({
  name: 'leading',
  given: ['values', 'K'],
  solve: (values, K) => (values.length ? values.slice(0, K) : [null]),
  cases: [
    ['an ordinary list', [3, 1, 2], 2],
    ['an empty list', [], 1],
  ],
  mistakes: {
    'You took them from the end.': (values, K) => values.slice(-K),
    'You took all.': (values) => [...values],
  },
  paper: 'The paper needs it.',
});

const text = ({ bundle }: Checked) => String(bundle['text/plain']);

describe('the check of a function', () => {
  it('passes a right one, whatever kind of list it returns', () => {
    const card = check((values, K) => (values.length ? [...Float32Array.from(values.slice(0, K))] : [null]));
    expect(card.passed).toBe(true);
    expect(text(card)).toBe('✓ leading: all 2 cases are right.\n  The paper needs it.');
    expect(card.bundle[CHECK_MIME]).toEqual({ exercise: 'leading', passed: true });
  });

  it('shows the first wrong case, and names the mistake', () => {
    const card = check((values, K) => values.slice(-K));
    expect(card.passed).toBe(false);
    expect(text(card)).toBe(
      [
        '✗ leading: case 1 of 2, an ordinary list.',
        '  given values  [3, 1, 2]',
        '  given K       2',
        '  expected      [3, 1]',
        '  got           [1, 2]',
        '  You took them from the end.',
      ].join('\n'),
    );
    expect(card.bundle['text/html']).toContain('<code>[1, 2]</code>');
    expect(card.bundle[CHECK_MIME]).toEqual({ exercise: 'leading', passed: false });
  });

  it('is not certain of a mistake that does not explain all answers', () => {
    expect(text(check((values) => (values.length ? values : [null])))).toContain('Perhaps: You took all.');
  });

  it('shows the first case of a stub', () => {
    expect(text(check(() => todo()))).toBe(
      [
        '○ leading: not yet solved. This is the first case.',
        '  given values  [3, 1, 2]',
        '  given K       2',
        '  expected      [3, 1]',
        '  got           nothing yet',
      ].join('\n'),
    );
  });

  it.each([
    ['throws', () => [0].map((x) => (null as unknown as number[])[x]), /threw: TypeError: Cannot read/],
    ['returns a promise', async () => [3, 1], /returned a promise: leave out `async`/],
    ['returns nothing', () => undefined, /It returned nothing: end with `return …`/],
    ['returns too little', () => [3], /The list has the length 1 instead of 2/],
    ['leaves a gap', () => [3, undefined], /There is no value at \[1\]/],
    ['returns no number', () => [3, Number.NaN], /NaN at \[1\]: somewhere 0 \/ 0/],
    ['returns one value', () => 3, /Expected a list of 2, not 3/],
    ['returns a list in a list', () => [[3], 1], /Expected one value at \[0\], not \[3\]/],
    ['returns null', () => [null, 1], /You returned null at \[0\], but there is a value/],
    ['returns something else', () => [7, 7], /on paper/],
  ])('says of a function that %s what is wrong', (_, wrong, says) => {
    const card = check(wrong as () => number[]);
    expect(card.passed).toBe(false);
    expect(text(card)).toMatch(says);
    expect(text(card)).not.toMatch(/\n\s+at /);
  });

  it('says what NaN stands for where a set is empty', () => {
    const card = check((values, K) => (values.length ? values.slice(0, K) : [Number.NaN]));
    expect(text(card)).toContain(
      'NaN at [0] is 0 / 0: a set without instances has no mean. Return null there.',
    );
  });

  it('says where null is expected', () => {
    const card = check((values, K) => (values.length ? values.slice(0, K) : [0]));
    expect(text(card)).toContain('There is no value at [0]: return null, which no mean will count.');
  });

  it('says which argument was changed, and goes on with its own copy', () => {
    const card = check((values, K) => values.reverse().reverse().splice(0, K));
    expect(text(card)).toContain('Your function changed `values`');
    expect(check((values, K) => (values.length ? values.slice(0, K) : [null])).passed).toBe(true);
  });

  it('takes the function, not its result', () => {
    expect(text(check([3, 1] as never))).toBe(
      '✗ leading: this check takes your function itself, not [3, 1].',
    );
  });
});
