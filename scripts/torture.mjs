import { readdirSync } from 'node:fs';
import { command } from './command.mjs';
import { at } from './paths.mjs';

/** Each exports `run({ seed, seconds, full })`, which returns rows `{ what, count, lost }`. Beside them lie their parts, `NAME-….mjs`. */
const attacks = readdirSync(at('test', 'torture'))
  .filter((file) => /^[a-z]+\.mjs$/.test(file))
  .map((file) => file.replace('.mjs', ''));

await command({
  name: 'npm run torture',
  about: 'Attacks a part of the project, as often as docs/reliability.md says, and counts what is lost.',
  args: {
    ...Object.fromEntries(attacks.map((name) => [name, `see test/torture/${name}.mjs`])),
    '--short': 'as in npm test: fewer times',
    '--seed=N': 'what is random is drawn from this seed; default 1',
    '--seconds=N': 'how long, where an attack goes on as long as it may',
  },
  needsArg: true,
  run: async (args) => {
    await (await import('./setup/index.mjs')).setUp();
    const lost = await attack(args);
    process.exitCode = lost > 0 ? 1 : 0;
  },
});

/** @param {string[]} args */
async function attack(args) {
  /** @param {string} name */
  const number = (name) => Number(args.find((arg) => arg.startsWith(`${name}=`))?.split('=')[1]) || undefined;
  const options = { full: !args.includes('--short'), seed: number('--seed'), seconds: number('--seconds') };
  let lost = 0;
  for (const name of args.filter((arg) => !arg.startsWith('--'))) {
    const { run } = await import(`../test/torture/${name}.mjs`);
    for (const row of await run(options)) {
      lost += row.lost;
      console.log(`${name}: ${row.what}: ${row.count.toLocaleString('en')}, ${row.lost} lost`);
      for (const loss of row.losses ?? []) console.log(`  ${JSON.stringify(loss)}`);
    }
  }
  return lost;
}
