import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const sources = ['lib/src', 'scripts', 'test', 'bench'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
);

it('takes no path from a URL as it stands there, with %20 for a space: fileURLToPath decodes it', () => {
  const code = sources.filter((file) => /\.[mc]?[jt]s$/.test(file));
  expect(code.length).toBeGreaterThan(300);
  expect(code.filter((file) => /\)\.pathname\b/.test(readFileSync(file, 'utf8')))).toEqual([]);
});
