import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { complaint, help } from './command.mjs';
import { at } from './paths.mjs';

const bench = {
  name: 'npm run bench',
  about: 'Compares.',
  args: { measure: 'against NumPy', '--repeats=N': 'how often' },
  needsArg: true,
  run() {},
};
const start = { name: 'npm start', about: 'Sets up.', run() {} };

describe('a command', () => {
  it('takes what it knows', () => {
    expect(complaint(bench, ['measure', '--repeats=3'])).toBeNull();
    expect(complaint(start, [])).toBeNull();
    expect(
      complaint({ ...bench, takes: (/** @type {string} */ given) => given === 'x.ipynb' }, ['x.ipynb']),
    ).toBeNull();
  });

  it('refuses another argument, and names the nearest', () => {
    expect(complaint(bench, ['mesure'])).toBe(
      'npm run bench does not know "mesure". Did you mean measure? npm run bench -- --help says more.',
    );
    expect(complaint(bench, ['--repeat=3'])).toContain('Did you mean --repeats?');
    expect(complaint(bench, ['measure=3'])).toContain('does not know "measure=3". Did you mean measure?');
    expect(complaint(bench, ['zzzzzzzz'])).not.toContain('Did you mean');
    expect(complaint(start, ['fast'])).toMatch(/^npm start takes no arguments, not "fast"\./);
  });

  it('says what there is where it needs an argument', () => {
    expect(complaint(bench, [])).toContain('measure      against NumPy');
  });

  it('says with --help what it does', () => {
    expect(help(bench)).toBe(
      [
        'usage: npm run bench -- ARGUMENT',
        '',
        'Compares.',
        '',
        '  measure      against NumPy',
        '  --repeats=N  how often',
      ].join('\n'),
    );
    expect(help(start)).toBe('usage: npm start   (no arguments)\n\nSets up.');
  });
});

it('says in words what fails on the disk, and what to do; a fault of ours keeps its stack', () => {
  const run = (/** @type {string} */ work) => {
    const script = `import { command } from ${JSON.stringify(pathToFileURL(at('scripts', 'command.mjs')).href)};
      import { writeFileSync } from 'node:fs';
      await command({ name: 'x', about: '', run: () => ${work} }, []);`;
    return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  };
  const disk = run(`writeFileSync('/dev/null/x', '')`);
  expect(disk.stderr).toMatch(/^\nENOTDIR: .*\n→ a file lies where a folder should be.*\n\n$/);
  expect(disk.status).toBe(1);
  expect(run('null.x').stderr).toMatch(/TypeError[\s\S]*\n {4}at /);
});

describe.each([
  'scripts/start.mjs',
  'scripts/test.mjs',
  'scripts/lab.mjs',
  'scripts/doctor.mjs',
  'scripts/gallery.mjs',
  'scripts/grade.mjs',
  'scripts/results.mjs',
  'scripts/setup.mjs',
  'scripts/torture.mjs',
  'bench/index.mjs',
])('%s', (file) => {
  const run = (/** @type {string} */ arg) =>
    spawnSync(process.execPath, [at(...file.split('/')), arg], { encoding: 'utf8' });

  it('explains itself, and does nothing else', () => {
    const { status, stdout } = run('--help');
    expect(stdout).toMatch(/^usage: /);
    expect(status).toBe(0);
  });

  it('refuses what it does not know', () => {
    const { status, stderr } = run('--hlep');
    expect(stderr).toMatch(/"--hlep"\. Did you mean --help\?/);
    expect(status).toBe(2);
  });
});
