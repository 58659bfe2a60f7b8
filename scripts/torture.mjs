import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command.mjs';
import { StepError } from './setup/run-logged.mjs';
import { attacks } from './torture/attacks.mjs';

await command({
  name: 'npm run torture',
  about: 'Attacks a part of the project, as often as docs/reliability.md says, and counts what is lost.',
  args: {
    ...Object.fromEntries(attacks.map((name) => [name, `see test/torture/${name}.mjs`])),
    '--short': 'as in npm test: fewer times',
    '--keep': 'writes what came of it to data/measured/reliability.json and docs/reliability.md',
    '--seed=N': 'what is random is drawn from this seed; default 1',
    '--count=N':
      'how often, in readers, downloads, locks, kills, names, signals and setup; in how many ways, in disk',
  },
  needsArg: true,
  run: async (args) => {
    const names = args.filter((arg) => !arg.startsWith('--'));
    if (names.length === 0)
      throw new StepError(`npm run torture needs the name of an attack: ${attacks.join(', ')}.`);
    const options = {
      full: !args.includes('--short'),
      seed: number(args, '--seed'),
      count: number(args, '--count'),
    };
    await (await import('./setup/index.mjs')).setUp();
    keepTemporaryFilesTogether();
    let lost = 0;
    for (const name of names) lost += await attack(name, options, args);
    process.exitCode = lost > 0 ? 1 : 0;
  },
});

/**
 * Temporary files of attacks and of what they start lie in one folder, which goes with this process, also when a signal ends
 * it.
 */
function keepTemporaryFilesTogether() {
  const folder = mkdtempSync(join(tmpdir(), 'torture-'));
  chmodSync(folder, 0o755); // some attack as another user
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}

/**
 * Says what came of an attack, and keeps it with `--keep`; how much was lost.
 *
 * @param {string} name
 * @param {{ full: boolean, seed: number | undefined, count: number | undefined }} options
 * @param {string[]} args
 */
async function attack(name, options, args) {
  const { run } = await import(`../test/torture/${name}.mjs`);
  const { keep, circumstances } = await import('./torture/keep.mjs');
  const where = args.includes('--keep') ? circumstances() : null;
  /** @type {{ what: string, count: number, lost: number, losses?: unknown[] }[]} */
  const rows = await run(options);
  for (const row of rows) {
    console.log(`${name}: ${row.what}: ${row.count.toLocaleString('en')}, ${row.lost} lost`);
    for (const loss of row.losses ?? []) console.log(`  ${JSON.stringify(loss)}`);
  }
  if (where) {
    const given = args.filter((arg) => arg.startsWith('--') && arg !== '--keep');
    keep(name, {
      command: ['npm run torture --', name, ...given].join(' '),
      seed: options.seed ?? 1,
      ...where,
      rows,
    });
  }
  return rows.reduce((all, row) => all + row.lost, 0);
}

/** A whole number above 0, or undefined where none is given. @param {string[]} args @param {string} name */
function number(args, name) {
  const given = args.find((arg) => arg === name || arg.startsWith(`${name}=`));
  if (given === undefined) return undefined;
  const text = given.slice(name.length + 1);
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new StepError(
      `npm run torture: ${name}=N takes a whole number above 0, not ${JSON.stringify(text)}.`,
    );
  return Number(text);
}
