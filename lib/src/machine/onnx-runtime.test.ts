import { expect, it } from 'vitest';
import { reasonIn } from './onnx-runtime';

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
