import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bytesIn, reasonIn } from './onnx-runtime';

it('counts what a package takes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  mkdirSync(join(folder, 'bin', 'x64'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), 'x'.repeat(10));
  writeFileSync(join(folder, 'bin', 'x64', 'it.so'), new Uint8Array(1000));
  expect(bytesIn(folder)).toBe(1010);
  expect(bytesIn(join(folder, 'none'))).toBe(0);
  rmSync(folder, { recursive: true });
});

it.each([
  [
    'npm error code EAI_AGAIN\nnpm error syscall getaddrinfo\nnpm error request to https://example.org/a failed, reason: getaddrinfo EAI_AGAIN example.org\nnpm error A complete log of this run can be found in: /x\n',
    'request to https://example.org/a failed, reason: getaddrinfo EAI_AGAIN example.org',
  ],
  ['npm ERR! code ENOSPC\nnpm ERR! errno -28\n', 'code ENOSPC'],
  ['', ''],
])('of npm’s complaint %j the reason is said', (complaint, reason) => {
  expect(reasonIn(complaint)).toBe(reason);
});
