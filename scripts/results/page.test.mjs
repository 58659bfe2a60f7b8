import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { outdatedPictures } from '../gallery/pictures.mjs';
import { at } from '../paths.mjs';
import { differences } from './differences.mjs';
import { typedNumbers } from './fill.mjs';
import { resultsPage } from './page.mjs';

/** @import { Verdict } from './claims.mjs' */

const cf = createRequire(import.meta.url)('cnn-fragility');

/** @param {Partial<Pick<Verdict, 'id' | 'claimed' | 'pass'>>} given */
const verdict = (given) => ({ id: 'P3.2', claimed: true, pass: false, ...given });

describe('the differences', () => {
  it('name each claim that does not hold where the paper makes it, with its explanation or without', () => {
    const verdicts = {
      'cifar.ce': [verdict({}), verdict({ id: 'P3.3' }), verdict({ id: 'P3.4', pass: null })],
      'cifar.focal': [verdict({ claimed: false }), verdict({ id: 'P3.3', pass: true })],
    };
    const text = differences(verdicts, 'In general.\n\n## P3.2\n\nThe schedule.\n\n## P9\n\nOther.\n');
    expect(text.split('\n\n')).toEqual([
      'In general.',
      '### P3.2, `cifar.ce`',
      'The schedule.',
      '### P3.3, `cifar.ce`',
      'Unexplained so far.',
    ]);
  });
});

describe('why.md', () => {
  const template = readFileSync(at('scripts', 'results', 'why.md'), 'utf8');

  it('has no measured number that was typed', () => {
    expect(typedNumbers(template)).toEqual([]);
  });

  it('uses all that was written down of trainings that are lost, and each of them says its command', () => {
    const { provenance, runs } = JSON.parse(readFileSync(at('data', 'measured', 'lost-runs.json'), 'utf8'));
    expect(provenance).toMatch(/cannot be computed again/);
    for (const [run, { command, ...numbers }] of Object.entries(runs)) {
      expect(command).toContain('npx fragility train');
      for (const name of Object.keys(numbers)) expect(template).toContain(`{{lost "${run}" ${name}`);
    }
  });
});

describe('docs/results.md', () => {
  /** @type {Awaited<ReturnType<typeof resultsPage>>} */
  let made;
  beforeAll(async () => {
    made = await resultsPage();
  }, 300_000);

  it('says each claim once', () => {
    for (const { statement } of cf.paper.claims) expect(made.page.split(statement)).toHaveLength(2);
  });

  it('is current (npm run results makes it)', () => {
    expect(made.page).toBe(readFileSync(at('docs', 'results.md'), 'utf8'));
  });

  it('has its pictures, and no others', () => {
    expect(outdatedPictures(at('docs', 'results'), made.figures)).toEqual([]);
    for (const name of Object.keys(made.figures)) expect(made.page).toContain(`(results/${name})`);
  });
});
