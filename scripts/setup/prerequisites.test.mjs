import { afterEach, describe, expect, it, vi } from 'vitest';
import { findPython, howToInstall, nodeProblem } from './prerequisites.mjs';

/** A computer with these Pythons: `{ python3: [3, 14] }`; in `bare` those without venv. */
const computer =
  (pythons, bare = []) =>
  (command) => ({ version: pythons[command] ?? null, complete: !bare.includes(command) });

afterEach(() => vi.unstubAllEnvs());

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
    vi.stubEnv('PYTHON', '/opt/python');
    const found = findPython(computer({ python3: [3, 12], '/opt/python': [3, 11] }));
    expect(found.command).toBe('/opt/python');
  });

  it('is missing with one line that says what was found and what to type', () => {
    const { problem } = findPython(computer({ python3: [3, 9], 'python3.11': [3, 11] }, ['python3.11']));
    expect(problem).toMatch(/^Python 3\.10 or newer with venv and pip is needed /);
    expect(problem).toContain('(python3 is 3.9, python3.11 is 3.11 without venv or pip)');
    expect(problem).toContain(howToInstall('python'));
    expect(problem).not.toContain('\n');
  });
});
