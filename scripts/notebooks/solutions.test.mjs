import { expect, it } from 'vitest';
import { codeCell, display, markdownCell } from '../testing/cells.mjs';
import { unsolved } from './solutions.mjs';

/** @import { Output } from './notebook.mjs' */

/** @param {string} exercise @param {boolean} passed */
const card = (exercise, passed) =>
  display({
    'application/vnd.cnn-fragility.check+json': { exercise, passed },
    'text/plain': [`${exercise}:\n`, '  expected  1'],
  });
const code = (/** @type {Output[]} */ ...outputs) => codeCell('', outputs);
const text = markdownCell('');
const printed = { output_type: 'stream', text: 'x' };

it('finds nothing where every check has passed', () => {
  expect(unsolved({ cells: [text, code(printed), code(card('topK', true))] })).toBeNull();
});

it('names the first check that has not passed, its cell and what it said', () => {
  const cells = [text, code(printed), text, code(card('topK', true), card('coverage', false))];
  expect(unsolved({ cells })).toEqual({
    cell: 2,
    name: 'Exercise',
    message: 'coverage is not solved',
    detail: ['coverage:', '  expected  1'],
  });
});

it('does not take a notebook without checks for a solved one', () => {
  expect(unsolved({ cells: [code(printed)] })).toMatchObject({ cell: 1, message: 'no exercise was checked' });
});
