// node readers-child.mjs READER FROM TO SEED: gives changed files number FROM to TO to a reader. Before each it says its number,
// so that whoever watches knows which one hangs or ends the process; of one that goes wrong it says how.
import { mkdtempSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readers, signature } from './readers-cases.mjs';
import { mutate, randomOf } from './readers-mutations.mjs';

const [reader, from, to, seed] = process.argv.slice(2);
const say = (line) => writeSync(1, `${JSON.stringify(line)}\n`);
const folder = mkdtempSync(join(tmpdir(), 'fragility-readers-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

let current = 0;
const wrong = (how) => say({ wrong: current, how: String(how).slice(0, 600) });
process.on('unhandledRejection', (error) => wrong(`unhandled: ${error?.stack}`));

const { name, seeds, read, inside, whole } = (await readers(folder))[reader];
const file = join(folder, name);
const right = [];
for (const bytes of seeds) {
  writeFileSync(file, bytes);
  right.push(signature(await read(file, folder)));
}
for (current = Number(from); current < Number(to); current++) {
  say({ at: current });
  const random = randomOf(reader, seed, current);
  const which = random.below(seeds.length);
  const other = random.of(seeds);
  const change = { of: random.of, mutate: (bytes) => mutate(bytes, other, random) };
  const within = inside !== undefined && random.next() < 0.5;
  const bytes = within ? inside(seeds[which], change) : change.mutate(seeds[which]);
  writeFileSync(file, bytes);
  try {
    const value = await read(file, folder);
    // Beneath a checksum a change can only have met what means nothing; a splice may have given another right file.
    if (whole && !within && !right.includes(signature(value)))
      wrong(`read ${signature(value).slice(0, 300)}`);
    if (value === undefined) wrong('nothing');
  } catch (error) {
    const { problem, message } = error ?? {};
    if (error?.name !== 'UserError') wrong(error?.stack ?? error);
    else if (
      !(problem.where.includes(folder) || problem.where.includes('head.npz')) ||
      !problem.expected ||
      message.length > 3000 ||
      message.includes('undefined')
    )
      wrong(`said: ${message}`);
  }
}
say({ at: Number(to) });
