import { setTimeout as sleep } from 'node:timers/promises';

/** @import { Page } from 'playwright-core' */
/** @typedef {{ x: number, y: number }} Point  in pixels */

const STEPS = 12;

/** Moves a finger over the page of a Chromium with a touch screen, and waits for what comes of it. @param {Page} page @param {Point} from @param {Point} by */
export async function swipe(page, from, by) {
  const session = await page.context().newCDPSession(page);
  const touch = (
    /** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type,
    /** @type {Point[]} */ touchPoints,
  ) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [from]);
  for (let k = 1; k <= STEPS; k++) {
    await touch('touchMove', [{ x: from.x + (by.x * k) / STEPS, y: from.y + (by.y * k) / STEPS }]);
    await sleep(20);
  }
  await touch('touchEnd', []);
  await sleep(500);
  await session.detach();
}
