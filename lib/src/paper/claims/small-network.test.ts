import { expect, test } from 'vitest';
import { embeddingOf, readingHead } from '../../../../test/toy-embeddings';
import { judgeNetwork } from './small-network';

/** Two classes of n images each in both sets; all are recognised but the last class's test images. */
function network(n: number) {
  const head = readingHead(2);
  const labels = Array.from({ length: 2 * n }, (_, i) => Number(i >= n));
  const ofClass = (c: number) => (c === 0 ? [2, 1] : [1, 2]);
  const train = embeddingOf(head, labels.map(ofClass), labels);
  const missed = labels.map(() => [2, 1]);
  return { head, train, test: embeddingOf(head, missed, labels), classNames: ['many', 'few'] };
}

test('an answer stands over the intervals of many images, and cannot be told from few', () => {
  const many = judgeNetwork(2, network(40));
  expect(many).toMatchObject({ answer: 'holds', observed: 'first class: 0, last class: 100' });
  expect(many.sure).toMatch(/last class: 87\.\d to 100 \(n = 40 images\)/);
  expect(judgeNetwork(2, network(2)).answer).toBe('cannot be told');
});

test('retraining lies between the network and its twin, by more than the test images allow', () => {
  const answer = (retrainedBac: number, balancedBac: number) =>
    judgeNetwork(1, network(100), { retrainedBac, balancedBac }).answer;
  expect(answer(0.75, 0.95)).toBe('holds');
  expect(answer(0.95, 0.75)).toBe('does not hold');
  expect(answer(0.75, 0.77)).toBe('cannot be told');
  expect(judgeNetwork(1, network(100)).answer).toBe('not evaluated');
});

test('loudness and weights of both ends, distance of the missed', () => {
  expect(judgeNetwork(4, network(10)).evidence).toEqual({ 'first class': 2, 'last class': 2 });
  expect(judgeNetwork(5, network(10)).evidence).toEqual({ 'first class': 1, 'last class': 1 });
  expect(judgeNetwork(7, network(10)).evidence).toMatchObject({ TP: 0 });
  expect(() => judgeNetwork(3 as 4, network(10))).toThrow(/judgeNetwork/);
});

test('a BAC of classes that are all or none recognised is not certain', () => {
  const { intervals, sure } = judgeNetwork(1, network(50), { retrainedBac: 0.75, balancedBac: 0.95 });
  expect(sure).not.toMatch(/before: 50 to 50/);
  expect(intervals.before.low).toBeGreaterThan(45);
  expect(intervals.before.low).toBeLessThan(49);
});
