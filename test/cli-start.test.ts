import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const fragility = join(__dirname, '..', 'lib', 'bin', 'fragility.js');
const folder = mkdtempSync(join(tmpdir(), 'start-'));
afterAll(() => rmSync(folder, { recursive: true }));

const watch = join(folder, 'watch.cjs');
writeFileSync(
  watch,
  `process.on('exit', () => process.stderr.write(JSON.stringify(Object.keys(require.cache))));`,
);

/** Names of packages and files that a command has loaded. */
function loadedBy(...args: string[]): string[] {
  const { status, stderr } = spawnSync(process.execPath, ['--require', watch, fragility, ...args], {
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  return JSON.parse(stderr.slice(stderr.indexOf('["')));
}

it.each([['--help'], ['runs', '--runs', folder]])(
  'loads neither tensors nor formats of files for %s %s',
  (...args) => {
    const loaded = loadedBy(...args);
    expect(loaded.filter((file) => /@tensorflow|hyparquet|apache-arrow|fast-png/.test(file))).toEqual([]);
    expect(loaded.length).toBeLessThan(120);
  },
);
