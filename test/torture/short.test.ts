import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { steps } from '../../scripts/setup/index.mjs';
import { executablePath } from '../chromium';

// A short form of each attack; those on readers, locks and the kernel, and bombs, have tests of their own.

interface Torture {
  run(options: {
    full: boolean;
    seed: number;
    count?: number;
  }): Promise<{ count: number; losses: unknown[] }[]>;
}

const isBuilt = existsSync(join(__dirname, '..', '..', 'lib', 'dist', 'index.js'));
/** Else the commands that are disturbed would set it up, in the middle of the tests. */
const isSetUp = steps.every((step) => step.isDone());
const ATTACKS: Record<string, { rows: number; lacks: string | null; count?: number }> = {
  disk: { rows: 7, lacks: isBuilt ? null : 'lib/dist', count: 2 },
  downloads: { rows: 13, lacks: isBuilt ? null : 'lib/dist' },
  kills: { rows: 2, lacks: isBuilt ? null : 'lib/dist', count: 1 },
  names: { rows: 10, lacks: isBuilt && executablePath ? null : 'lib/dist, or Chromium' },
  setup: { rows: 6, lacks: null },
  signals: { rows: 3, lacks: isBuilt && isSetUp ? null : 'finished set-up' },
};

describe.each(Object.entries(ATTACKS))('npm run torture -- %s', (name, { rows: expected, lacks, count }) => {
  if (lacks) console.log(`Skipped: the attack ${name}. There is no ${lacks}; npm start makes it.`);

  it.skipIf(lacks !== null)('loses nothing, in short', { timeout: 240_000 }, async () => {
    const { run }: Torture = await import(join(__dirname, `${name}.mjs`));
    const rows = await run({ full: false, seed: 3, ...(count && { count }) });
    expect(rows.flatMap(({ losses }) => losses)).toEqual([]);
    expect(rows).toHaveLength(expected);
    expect(Math.min(...rows.map((row) => row.count))).toBeGreaterThan(0);
  });
});
