import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Torture {
  run(options: {
    full: boolean;
    seed: number;
    kinds?: readonly string[];
  }): Promise<{ count: number; losses: unknown[] }[]>;
}

it('lets one process at a time within a lock, whoever is killed where', async () => {
  const { run }: Torture = await import(join(__dirname, 'locks.mjs'));
  const rows = await run({ full: false, seed: 3, kinds: ['a number of nobody', 'a dangling link'] });
  expect(rows.flatMap(({ losses }) => losses)).toEqual([]);
  expect(Math.min(...rows.map(({ count }) => count))).toBeGreaterThan(10);
}, 120_000);
