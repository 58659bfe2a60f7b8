import { describe, expect, it } from 'vitest';
import { nodeProblem } from './node-version.mjs';
import { findPython, folderProblem, howToInstall } from './prerequisites.mjs';
import { here, worldAt } from './world.mjs';

/** @import { World } from './world.mjs' */

/**
 * A computer with these Pythons: `{ python3: [3, 14] }`; in `bare` those without venv.
 *
 * @param {Record<string, number[]>} pythons
 * @param {string[]} bare
 * @param {NodeJS.ProcessEnv} env
 * @returns {World}
 */
const computer = (pythons, bare = [], env = {}) => ({
  ...here,
  env,
  ask: (command) => {
    const version = pythons[command];
    const status = version && !bare.includes(command) ? 0 : 1;
    return { status, signal: null, stdout: version?.join(' ') ?? '', stderr: '' };
  },
});

describe('Node', () => {
  it('is fine from 20.19 on', () => {
    expect(nodeProblem('20.19.0')).toBeNull();
    expect(nodeProblem('24.1.0')).toBeNull();
  });

  it('is said to be too old on one line, with a command for each system', () => {
    const problem = nodeProblem('20.18.3');
    expect(problem).toMatch(/^Node 20\.19 or newer is needed, this is 20\.18\.3\./);
    expect(problem).toMatch(/Debian, Ubuntu: .*Fedora: sudo dnf install nodejs.*macOS: brew install node/);
    expect(problem).not.toContain('\n');
  });
});

describe('Python', () => {
  it('is the usual one where that will do', () => {
    expect(findPython(computer({ python3: [3, 12], 'python3.11': [3, 11] }))).toMatchObject({
      command: 'python3',
    });
  });

  it('is one that TensorFlow is built for rather than the usual one', () => {
    const found = findPython(computer({ python3: [3, 14], 'python3.12': [3, 12] }));
    expect(found).toMatchObject({ command: 'python3.12', version: [3, 12] });
  });

  it('is a newer one where there is no other', () => {
    expect(findPython(computer({ python3: [3, 14] }))).toMatchObject({ command: 'python3' });
  });

  it('is the one that PYTHON names', () => {
    const PYTHON = '/opt/python';
    const found = findPython(computer({ python3: [3, 12], [PYTHON]: [3, 11] }, [], { PYTHON }));
    expect(found.command).toBe('/opt/python');
  });

  it('is said not to start where PYTHON names none', () => {
    const { problem } = findPython(computer({ python3: [3, 12] }, [], { PYTHON: '/no/python' }));
    expect(problem).toBe('PYTHON=/no/python does not start: let it name a Python 3.10 or newer, or unset it');
  });

  it('is missing with one line that says what was found and what to type', () => {
    const { problem } = findPython(computer({ python3: [3, 9], 'python3.11': [3, 11] }, ['python3.11']));
    expect(problem).toMatch(/^Python 3\.10 or newer with venv and pip is needed /);
    expect(problem).toContain('(python3 is 3.9, python3.11 is 3.11 without venv or pip)');
    expect(problem).toContain(howToInstall('python'));
    expect(problem).not.toContain('\n');
  });
});

describe('The folder', () => {
  /** @param {string} path @param {string[]} locked @returns {World} */
  const folder = (path, locked = []) => ({
    ...worldAt(path),
    files: { ...here.files, size: () => 1, mayWrite: (part) => !locked.includes(part) },
  });

  it('is fine where the user may write, spaces and foreign letters in its path or not', () => {
    expect(folderProblem(folder('/home/é b/a clone'))).toBeNull();
  });

  it('is said to be another user’s, on one line with what to do', () => {
    const problem = folderProblem(folder('/home/a', ['/home/a/.cache']));
    expect(problem).toMatch(
      /^You may not write in \/home\/a\/\.cache, .*\. Clone it to a folder of your own/,
    );
    expect(problem).not.toContain('\n');
  });

  it('is refused with a colon in its path, of which Python makes no environment', () => {
    expect(folderProblem(folder('/home/a:b'))).toContain('has a colon in its path');
  });
});

it('asks programs in the clone: the shell may stand in a folder that was deleted', () => {
  const code = 'process.stdout.write(process.cwd())';
  expect(worldAt(import.meta.dirname).ask(process.execPath, ['-e', code]).stdout).toBe(import.meta.dirname);
});
