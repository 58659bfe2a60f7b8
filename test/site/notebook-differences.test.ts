import { describe, expect, it } from 'vitest';
import { sayTheSame } from './notebook-differences.mjs';

describe('what a notebook says of a network that it trains itself', () => {
  it.each([
    ['retrained: 86.5, balanced: 95.5', 'retrained: 87, balanced: 96'],
    ['1,234 of 5,000 images', '987 of 5,000 images'],
    ['[0.1, -2e-7]', '[−3, 4]'],
    ['missed: unknown for A (n = 240)', 'missed: 3.45 for A (n = 240)'],
    [null, 3.45],
  ])('is the same but for its numbers: %s, %s', (here, there) => {
    expect(sayTheSame({ here, there })).toBe(true);
  });

  it.each([
    ['86.5: **holds**', '87: **does not hold**'],
    ['1, 2', '1; 2'],
    [null, 'none'],
  ])('is not with other words: %s, %s', (here, there) => {
    expect(sayTheSame({ here, there })).toBe(false);
  });
});
