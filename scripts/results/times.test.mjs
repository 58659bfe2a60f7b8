import { expect, it } from 'vitest';
import { administratorPage, sevenRow } from './times.mjs';

const lab = {
  ...{ load: 0.2, cores: 2, cpu: 'A', seconds: [80.4, 81.6], notebookSeconds: { least: 9, most: 15.25 } },
  peak: { most: 800 },
};
const values = {
  'lab.seconds': 76,
  'lab.notebook.least': 8.6,
  'lab.notebook.most': 14.8,
  'lab.kernel.MiB': 868,
};

it('the time of the seven notebooks is that of the command, if it had the machine to itself', () => {
  expect(sevenRow(lab, { values })).toContain(
    '80 s, 82 s | n = 2; 9.0 to 15.3 s each; a kernel takes at most 800 MiB',
  );
  expect(sevenRow({ ...lab, load: 20 }, { values })).toContain('76 s | n = 1; 8.6 to 14.8 s each');
});

it('the administrator reads what a whole notebook takes, and two at once, with their n', () => {
  const page = administratorPage();
  expect(page).toMatch(/after a whole notebook.* \| \d+ \| \d+ to \d+ MiB \| \d+ to \d+ MiB/);
  expect(page).toMatch(/Two kernels at once[^.]* take \d+ MiB together[^.]*\(n = 1\)/);
});
