// Takes a lock again and again, and notes in LOG what it does: node locks-child.mjs LOCK LOG ROUNDS SEED
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from '../../lib/src/machine/lock.cjs';
import { randomFrom } from './random-numbers.mjs';

const [file, log, rounds, seed] = process.argv.slice(2);
const random = randomFrom(Number(seed));
const note = (what) => appendFileSync(log, `${what} ${process.pid}\n`);
for (let round = 0; round < Number(rounds); ) {
  const { lock } = tryLock(file);
  if (!lock) {
    await sleep(random() * 3);
    continue;
  }
  note('enter');
  await sleep(random() * 4);
  if (random() < 0.15) {
    note('dies');
    process.kill(process.pid, 'SIGKILL');
  }
  note('leave');
  lock.release();
  round++;
  await sleep(random() * 2);
}
