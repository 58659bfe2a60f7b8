import { expect, it } from 'vitest';
import { isTooManyOpen } from './disk-error';
import { whenFilesMayOpen } from './open-files';

const failure = (code: string) => Object.assign(new Error(code), { code });

it('waits while too many files are open, and opens then', async () => {
  const answers = [failure('EMFILE'), failure('ENFILE'), 'the file'];
  const open = async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  expect(await whenFilesMayOpen(open)).toBe('the file');
});

it('does not wait for ever, and not for anything else', async () => {
  const opening = (code: string) => whenFilesMayOpen(() => Promise.reject(failure(code)));
  const error = await opening('EMFILE').catch((one) => one);
  expect(isTooManyOpen(error)).toBe(true);
  let tries = 0;
  const missing = whenFilesMayOpen(() => {
    tries++;
    return Promise.reject(failure('ENOENT'));
  });
  await expect(missing).rejects.toThrow('ENOENT');
  expect(tries).toBe(1);
});
