import { afterEach, expect, it, vi } from 'vitest';
import { inTemporaryFolder } from './temporary';

afterEach(() => vi.unstubAllEnvs());

it.each(['/no/such', '/etc/passwd'])(
  'says what to do where there is no place for temporary files: %s',
  (folder) => {
    vi.stubEnv('TMPDIR', folder);
    const wanted = () => inTemporaryFolder('graph', {}, () => 'done');
    expect(wanted).toThrow(`${folder}: got no place for temporary files`);
    expect(wanted).toThrow('Set TMPDIR to a folder');
  },
);
