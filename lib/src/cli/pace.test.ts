import { describe, expect, it } from 'vitest';
import { duration, Pace } from './pace';

describe('the pace of a run', () => {
  it('knows nothing after one batch', () => {
    expect(new Pace(2).after(1, 10, 40, 5000)).toEqual({ imagesPerSecond: null, secondsLeft: null });
  });

  it('measures from batch to batch, and counts the evaluation into the time left', () => {
    const pace = new Pace(3);
    pace.after(1, 10, 40, 1000);
    expect(pace.after(1, 30, 40, 2000)).toEqual({ imagesPerSecond: 20, secondsLeft: 4.5 });
    pace.after(1, 40, 40, 2500);
    // The first batch after an evaluation of 3.5 s: 40 images in 6 s, 70 are left.
    expect(pace.after(2, 10, 40, 7000)).toEqual({ imagesPerSecond: null, secondsLeft: 10.5 });
    expect(pace.after(2, 20, 40, 7250).imagesPerSecond).toBe(40);
  });

  it('measures a resumed run from its own first batch', () => {
    const pace = new Pace(3);
    pace.after(3, 10, 40, 0);
    expect(pace.after(3, 20, 40, 1000)).toEqual({ imagesPerSecond: 10, secondsLeft: 2 });
  });
});

it.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [59.5, '1 min'],
  [3569, '59 min'],
  [3570, '1 h 00 min'],
  [7500, '2 h 05 min'],
])('%d seconds are written %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
