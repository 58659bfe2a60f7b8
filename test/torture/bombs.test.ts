import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Torture {
  run(options: { full: boolean }): Promise<{ count: number; losses: unknown[] }[]>;
}

const dist = join(__dirname, '..', '..', 'lib', 'dist', 'index.js');
if (!existsSync(dist))
  console.log('Skipped: files that fill the memory. There is no lib/dist; npm run build makes it.');

it.skipIf(!existsSync(dist))(
  'small files are refused before they fill the memory, whole ones read within limits',
  async () => {
    const { run }: Torture = await import(join(__dirname, 'bombs.mjs'));
    const rows = await run({ full: false });
    expect(rows.flatMap(({ losses }) => losses)).toEqual([]);
    expect(rows.map(({ count }) => count)).toEqual([13, 5]);
  },
  120_000,
);
