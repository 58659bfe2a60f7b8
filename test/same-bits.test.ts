import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addonPath } from '../lib/src/backend/native';

it.skipIf(!existsSync(addonPath()))(
  'the same steps from the same state end in the same bits, whatever threads and memory are free',
  { timeout: 180_000 },
  (context) => {
    const program = join(__dirname, 'same-bits-child.cjs');
    const printed = execFileSync(process.execPath, [program], { encoding: 'utf8' }).trim();
    if (printed.endsWith('not built')) context.skip('our ops are not built, or not for this processor');
    expect(printed.split('\n').at(-1)).toBe('1 of 30 results');
  },
);
