import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { outdatedPictures } from '../gallery/pictures.mjs';
import { at } from '../paths.mjs';
import { differences } from './differences.mjs';
import { resultsPage } from './page.mjs';

const verdict = (given) => ({ id: 'P3.2', claimed: true, pass: false, observed: 'lowest: 0.5', ...given });

describe('the differences', () => {
  it('name each claim that does not hold where the paper makes it, with its explanation or without', () => {
    const verdicts = {
      'cifar.ce': [
        verdict({}),
        verdict({ id: 'P3.3', observed: 'low: 0.9' }),
        verdict({ id: 'P3.4', pass: null }),
      ],
      'cifar.focal': [verdict({ claimed: false }), verdict({ id: 'P3.3', pass: true })],
    };
    const text = differences(verdicts, 'In general.\n\n## P3.2\n\nThe schedule.\n\n## P9\n\nOther.\n');
    expect(text.split('\n\n').filter((part) => !part.startsWith('Seven') && !part.startsWith('Two'))).toEqual(
      ['In general.', '### P3.2', 'The schedule.', '### P3.3', 'Unexplained so far.'],
    );
    expect(text).toContain('Not here: `cifar.ce` has lowest: 0.5.');
    expect(text).not.toContain('cifar.focal');
  });
});

describe('docs/results.md', () => {
  let made;
  beforeAll(async () => {
    made = await resultsPage();
  }, 300_000);

  it('is current (npm run results makes it)', () => {
    expect(made.page).toBe(readFileSync(at('docs', 'results.md'), 'utf8'));
  });

  it('has its pictures, and no others', () => {
    expect(outdatedPictures(at('docs', 'results'), made.figures)).toEqual([]);
    for (const name of Object.keys(made.figures)) expect(made.page).toContain(`(results/${name})`);
  });
});
