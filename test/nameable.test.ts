import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as cf from '../lib/src';

const root = join(__dirname, '..');

/** `cf.measures.splitTpFp` and all other functions of the library, by the names of its namespaces. */
function functionsOf(found: object, path: string): string[] {
  return Object.entries(found).flatMap(([name, value]) => {
    if (typeof value === 'function') return /^[A-Z]/.test(name) ? [] : [`${path}.${name}`];
    return path === 'cf' && value !== null && typeof value === 'object'
      ? functionsOf(value, `cf.${name}`)
      : [];
  });
}

// A notebook's kernel writes declarations of each cell: there a type that its file does not export is an error.
it('what any function gives can be kept in a variable of a cell', () => {
  const names = functionsOf(cf, 'cf');
  expect(names).toContain('cf.measures.splitTpFp');
  const calls = names.map(
    (name, i) =>
      `export function call${i}(...given: Parameters<typeof ${name}>) { return ${name}(...given); }`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'fragility-cell-'));
  try {
    const cell = [`import * as cf from '${join(root, 'lib', 'src', 'index')}';`, ...calls].join('\n');
    writeFileSync(join(folder, 'cell.ts'), cell);
    const compilerOptions = {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: join(folder, 'out'),
      rootDir: '/',
      typeRoots: [join(root, 'node_modules', '@types')],
    };
    const project = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions,
      include: [],
      files: ['cell.ts'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8', cwd: root });
    expect(stdout.split('\n').filter((line) => /has or is using/.test(line))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
