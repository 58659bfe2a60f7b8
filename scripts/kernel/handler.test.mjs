import { expect, it, vi } from 'vitest';
import { CellHandler } from './handler.mjs';
import { Interruption } from './interruption.mjs';

it('does not run a cell that was interrupted before it began', async () => {
  const executor = { execute: vi.fn(async () => true), interrupt: vi.fn() };
  const interruption = new Interruption();
  const handler = new CellHandler(executor, [], interruption);
  const publish = Object.assign(
    (/** @type {string} */ kind) => kind === 'execute_input' && queueMicrotask(() => interruption.raise()),
    {
      waiting: () => 0,
    },
  );
  /** @type {unknown[]} */
  const replies = [];
  await handler.handleExecute({ code: 'while (true) {}' }, publish, async (reply) => replies.push(reply));
  expect(replies).toMatchObject([{ status: 'error', ename: 'Interrupted' }]);
  expect(executor.execute).not.toHaveBeenCalled();
});
