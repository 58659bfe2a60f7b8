import { expect, it } from 'vitest';
import { exercises } from '../notebook/exercises';
import { prediction } from '../notebook/prediction';
import { topK } from './rq3';
import { todo } from './todo';

const said = (...given: Parameters<typeof prediction>) => prediction(...given).bundle['text/plain'];

it('a prediction stands beside what was found', () => {
  expect(said('Recall, %', 80, 41.94)).toBe('Recall, %. You said 80. Found: 41.9, 38.1 less.');
  expect(said('Recall, %', 20, 41.94)).toMatch(/21\.9 more\.$/);
  expect(said('Recall, %', null, 41.94)).toMatch(/Found: 41\.9\. You made no prediction/);
  expect(said('Recall, %', 5, null)).toMatch(/You said 5\. There is no such number here\.$/);
  expect(() => prediction('Recall', '5' as never, 1)).toThrow(/predicted/);
});

it('the exercises are summed up, each as it was last checked', () => {
  expect(exercises().bundle['text/plain']).toMatch(/^No exercise was checked yet\./);
  topK(() => todo());
  expect(exercises().bundle['text/plain']).toMatch(/^0 of 1 exercises solved[\s\S]*topK +○ not begun/);
  topK((ce, K) =>
    ce
      .map((_, j) => j)
      .sort((a, b) => ce[b] - ce[a])
      .slice(0, K),
  );
  expect(exercises().bundle['text/plain']).toMatch(/^1 of 1 exercises solved[\s\S]*topK +✓ solved/);
});
