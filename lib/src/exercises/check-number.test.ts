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
