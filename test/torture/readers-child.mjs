// node readers-child.mjs READER:TO,… FROM SEED: gives readers changed files up to number TO, the first one FROM a number on.
// Before each it says its number, so that whoever watches knows which one hangs or ends the process; of one that goes wrong it
// says how.
import { mkdtempSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readers, signature } from './readers-cases.mjs';
import { mutate, randomOf } from './readers-mutations.mjs';

const [named, from, seed] = process.argv.slice(2);
/** Writes a line at once, also before a call that never returns; waits while the pipe is full. */
function say(line) {
  for (;;) {
    try {
      return writeSync(1, `${JSON.stringify(line)}\n`);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
const folder = mkdtempSync(join(tmpdir(), 'fragility-readers-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

let [reader, number] = ['', 0];
const wrong = (how) => say({ reader, number, how: String(how).slice(0, 600) });
process.on('unhandledRejection', (error) => wrong(`unhandled: ${error?.stack}`));

/** Gives a reader changed files. */
async function torture({ name, seeds, read, inside, whole }, first, to) {
  const file = join(folder, name);
  const right = [];
  for (const bytes of seeds) {
    writeFileSync(file, bytes);
    right.push(signature(await read(file, folder)));
  }
  for (number = first; number < to; number++) {
    say({ reader, number });
    const random = randomOf(reader, seed, number);
    const which = random.below(seeds.length);
    const other = random.of(seeds);
    const change = { of: random.of, mutate: (bytes) => mutate(bytes, other, random) };
    const within = inside !== undefined && random.next() < 0.5;
    writeFileSync(file, within ? inside(seeds[which], change) : change.mutate(seeds[which]));
    try {
      const value = await read(file, folder);
      // Beneath a checksum a change can only have met what means nothing; a splice may have given another right file.
      if (whole && !within && !right.includes(signature(value)))
        wrong(`read ${signature(value).slice(0, 300)}`);
      if (value === undefined) wrong('nothing');
    } catch (error) {
      complain(error);
    }
  }
}

/** What is wrong with an error: not a UserError, or one without file and expectation. */
function complain(error) {
  if (error?.name !== 'UserError') return wrong(error?.stack ?? error);
  const { problem, message } = error;
  const named = problem.where.includes(folder) || problem.where.includes('head.npz');
  if (!named || !problem.expected || message.length > 3000 || message.includes('undefined'))
    wrong(`said: ${message}`);
}

const all = await readers(folder);
for (const [k, each] of named.split(',').entries()) {
  const [name, to] = each.split(':');
  reader = name;
  await torture(all[name], k === 0 ? Number(from) : 0, Number(to));
}
say({ done: true });
