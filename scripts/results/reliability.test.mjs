import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { at } from '../paths.mjs';
import { aboutAttack, attacks } from '../torture/attacks.mjs';
import { withAttack } from '../torture/keep.mjs';
import { sections, summary } from './reliability.mjs';

const locks = {
  command: 'npm run torture -- locks',
  seed: 1,
  date: '2026-01-02',
  commit: 'abc',
  machine: { processor: 'A', cores: 2, node: '20.19.0' },
  rows: [
    { what: 'taken', count: 1200, lost: 0 },
    { what: 'killed', count: 34, lost: 2 },
  ],
};

it('shows what was tried, how often, and what was lost, with the command', () => {
  expect(sections({ locks }, () => 'Takes one lock.')).toBe(
    [
      '## locks',
      'Takes one lock.',
      '`npm run torture -- locks`, seed 1, on 2026-01-02 at commit abc; A, 2 cores, Node 20.19.0.',
      '| what | times | lost |\n| --- | --- | --- |\n| taken | 1,200 | 0 |\n| killed | 34 | **2** |',
    ].join('\n\n'),
  );
});

it('says of a short run that it is one', () => {
  const short = { ...locks, command: 'npm run torture -- locks --short' };
  expect(sections({ locks: short }, () => '')).toContain('Node 20.19.0. A short run: a part of what');
});

it('sums up each attack, and names those that nobody has kept a run of', () => {
  expect(summary({ locks }, ['disk', 'kills', 'locks'])).toBe(
    '| attack | times | lost |\n| --- | --- | --- |\n| locks | 1,234 | **2** |\n\nNo run kept so far: disk, kills.',
  );
});

it('keeps one run an attack, the newest, and of its rows what the page shows', () => {
  const kept = { provenance: 'counted', attacks: { locks, disk: locks } };
  const newer = {
    ...locks,
    seed: 2,
    rows: [{ what: 'taken', count: 5, lost: 1, losses: [{ how: 'two within' }] }],
  };
  expect(withAttack(kept, 'locks', newer)).toEqual({
    provenance: 'counted',
    attacks: { locks: { ...locks, seed: 2, rows: [{ what: 'taken', count: 5, lost: 1 }] }, disk: locks },
  });
});

it('says of every attack what it does', () => {
  expect(attacks).toContain('locks');
  expect(attacks.filter((name) => !/^[A-Z].{40,}\.$/.test(aboutAttack(name)))).toEqual([]);
});

it('docs/reliability.md has every row that was kept', () => {
  const page = readFileSync(at('docs', 'reliability.md'), 'utf8');
  const kept = JSON.parse(readFileSync(at('data', 'measured', 'reliability.json'), 'utf8'));
  for (const { rows } of Object.values(kept.attacks))
    for (const { what, count } of rows) expect(page).toContain(`| ${what} | ${count.toLocaleString('en')} |`);
});
