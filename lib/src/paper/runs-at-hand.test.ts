import { expect, test } from 'vitest';
import type { Run } from '../runs/load-run';
import { runsNote } from './runs-at-hand';

test('the note names reduced runs beside the epochs of the paper, and no others', () => {
  const note = runsNote({
    a: runOf('svhn.ce', 'course', 100),
    b: runOf('cifar.ce', 'paper', 200),
    c: runOf('celeba.ce', 'paper', 30),
  });
  expect(note).toContain('`svhn.ce-imbalanced` (preset `course`, 100 epochs; the paper 200)');
  expect(note).toContain('`celeba.ce-imbalanced` (preset `paper with epochs=30`, 30 epochs; the paper 50)');
  expect(note).not.toContain('cifar.ce');
  expect(note).toContain('no validation set');
});

test('without a reduced run the note says so', () => {
  expect(runsNote({ b: runOf('cifar.ce', 'paper', 200) })).toMatch(
    /^All runs at hand have the paper’s preset\./,
  );
});

function runOf(
  setting: 'svhn.ce' | 'cifar.ce' | 'celeba.ce',
  preset: 'course' | 'paper',
  epochs: number,
): Run {
  const config = { setting, preset, epochs };
  return { id: `${setting}-imbalanced`, config } as unknown as Run;
}
