import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { at } from '../paths.mjs';
import { fill, typedNumbers } from './fill.mjs';
import { timesPage } from './times.mjs';

const facts = {
  bac: (run, which) => ({ 'a b': { best: 71.104 } })[run]?.[which] ?? null,
  epoch: () => '194',
};

it('puts numbers in a template, with as many digits as it asks for', () => {
  expect(
    fill('{{bac "a b" best}} % ({{epoch}}), {{bac "a b" best | 1}}, {{bac "a b" best | 0}}', facts),
  ).toBe('71.10 % (194), 71.1, 71');
});

it('refuses what is not known, and names what is', () => {
  expect(() => fill('{{bca "a b" best}}', facts)).toThrow('there is no fact bca; there are bac, epoch');
  expect(() => fill('{{bac "a b" last}}', facts)).toThrow('{{bac "a b" last}}: nothing is known of it');
});

it('finds numbers that look measured and were typed', () => {
  expect(typedNumbers('P3.2 has 0.904, 71 % and `0.5`; 200 epochs; {{bac x 0.5}}')).toEqual(['0.904', '71']);
});

it('makes docs/times.md (npm run results)', () => {
  expect(timesPage()).toBe(readFileSync(at('docs', 'times.md'), 'utf8'));
});
