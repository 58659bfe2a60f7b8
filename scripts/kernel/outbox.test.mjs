import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Outbox } from './outbox.mjs';

/** @import { Frames } from './outbox.mjs' */

/** A socket as ZeroMQ's: a send while one is under way is refused. @param {{ failing?: string[] }} options */
function socket({ failing = [] } = {}) {
  /** @type {string[]} */
  const sent = [];
  let busy = false;
  const send = async (/** @type {Frames} */ [frame]) => {
    if (busy) throw new Error('Socket is busy writing');
    busy = true;
    await sleep(1);
    busy = false;
    if (failing.includes(`${frame}`)) throw new Error('no');
    sent.push(`${frame}`);
  };
  return { sent, send, closed: failing.length > 0 };
}

it('sends everything in order, one message after the other', async () => {
  const to = socket();
  const outbox = new Outbox(to);
  for (const word of ['a', 'b', 'c']) outbox.send([word]);
  expect(outbox.waiting).toBe(3);
  await sleep(5);
  outbox.send(['d']);
  await outbox.drained();
  expect(to.sent).toEqual(['a', 'b', 'c', 'd']);
  expect(outbox.waiting).toBe(0);
});

it('goes on after a message that could not be sent', async () => {
  const to = socket({ failing: ['b'] });
  const outbox = new Outbox(to);
  for (const word of ['a', 'b', 'c']) outbox.send([word]);
  await outbox.drained();
  expect(to.sent).toEqual(['a', 'c']);
});
