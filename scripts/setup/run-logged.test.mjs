import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { logs } from '../paths.mjs';
import { runLogged, StepError } from './run-logged.mjs';

const name = `test-${process.pid}`;
const log = join(logs, `${name}.log`);
afterAll(() => rmSync(log, { force: true }));

/** @param {number} lines @param {number} code */
const say = (lines, code) => `for i in $(seq ${lines}); do echo line $i; done; exit ${code}`;

it('keeps what a program printed in a log file', async () => {
  await runLogged(name, 'sh', ['-c', say(2, 0)]);
  expect(readFileSync(log, 'utf8')).toBe('line 1\nline 2\n');
});

it('shows the end of the log and where the rest is when the program fails', async () => {
  const error = await runLogged(name, 'sh', ['-c', say(40, 3)]).catch((e) => e);
  expect(error).toBeInstanceOf(StepError);
  expect(error.message).toMatch(/^line 26\n/);
  expect(error.message).toContain(`line 40\n(whole log: .cache/logs/${name}.log)`);
});

it('names a program that is not there', async () => {
  await expect(runLogged(name, 'no-such-program', [])).rejects.toThrow(/no-such-program does not start/);
});
