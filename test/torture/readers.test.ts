import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Torture {
  run(options: { full: boolean; seed: number }): Promise<{ count: number; losses: unknown[] }[]>;
}

const dist = join(__dirname, '..', '..', 'lib', 'dist', 'index.js');
if (!existsSync(dist)) console.log('Skipped: changed files. There is no lib/dist; npm run build makes it.');

it.skipIf(!existsSync(dist))(
  'every reader gives one clear error or a right value for changed files',
  async () => {
    const { run }: Torture = await import(join(__dirname, 'readers.mjs'));
    const rows = await run({ full: false, seed: 3 });
    expect(rows.flatMap(({ losses }) => losses)).toEqual([]);
    expect(rows.map(({ count }) => count).sort((a, b) => a - b)).toEqual([30, ...new Array(19).fill(150)]);
  },
  60_000,
);
