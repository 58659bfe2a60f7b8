import { expect, it } from 'vitest';
import { administratorPage, sevenRow } from './times.mjs';

const lab = {
  ...{ load: 0.2, cores: 2, cpu: 'A', seconds: [80.4, 81.6], notebookSeconds: { least: 9, most: 15.25 } },
  peak: { most: 800 },
};

it('the seven notebooks take what the command measured, with its n and the load beside it', () => {
  expect(sevenRow(lab)).toContain(
    '80 s, 82 s | n = 2; 9.0 to 15.3 s each; a kernel takes at most 800 MiB; 2 cores (A), load 0.2',
  );
});

it('the administrator reads what a whole notebook takes, and two at once, with their n', () => {
  const page = administratorPage();
  expect(page).toMatch(/after a whole notebook.* \| \d+ \| \d+ to \d+ MiB \| \d+ to \d+ MiB/);
  expect(page).toMatch(/Two kernels at once[^.]* take \d+ MiB together[^.]*\(n = 1\)/);
});
