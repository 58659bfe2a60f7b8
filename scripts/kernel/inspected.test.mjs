import { expect, it } from 'vitest';
import { inspectedPosition } from './inspected.mjs';

/** `|` marks the cursor; the answer is what stands before the position. @param {string} marked */
function before(marked) {
  const cursor = marked.indexOf('|');
  const code = marked.replace('|', '');
  return code.slice(0, inspectedPosition(code, cursor));
}

it('stays at a name that the cursor touches', () => {
  expect(before('cf.cover|age(train)')).toBe('cf.cover');
  expect(before('cf.measures.coverage|')).toBe('cf.measures.coverage');
  expect(before('f(|train)')).toBe('f(');
});

it('takes the name of the call whose parentheses are open', () => {
  expect(before('cf.measures.coverage(|')).toBe('cf.measures.coverage');
  expect(before('cf.measures.coverage (train, head, |)')).toBe('cf.measures.coverage');
  expect(before('outer(inner(1), |')).toBe('outer');
});

it('stays where no call is open', () => {
  expect(before('f(1); |')).toBe('f(1); ');
  expect(before('|')).toBe('');
});
