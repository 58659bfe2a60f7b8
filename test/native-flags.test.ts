import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addonPath } from '../lib/src/backend/native';

const native = join(__dirname, '..', 'lib', 'dist', 'backend', 'native.js');

it.skipIf(!existsSync(addonPath()))(
  'TensorFlow’s last word on a flag that it does not know is heard',
  { timeout: 60_000 },
  () => {
    const env = { ...process.env, TF_XLA_FLAGS: '--nonsense' };
    const script = `require(${JSON.stringify(native)}).startNative()`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
    expect(stderr).toContain('Unknown flag in TF_XLA_FLAGS: --nonsense');
    expect(status).toBe(1);
  },
);
