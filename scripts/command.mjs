// Imports nothing that an old Node cannot read: it says itself that it is too old.
import { nearest } from './nearest.mjs';
import { Ending, endWithChildren } from './processes.mjs';
import { cureOf } from './setup/cures.mjs';
import { nodeProblem } from './setup/node-version.mjs';

/**
 * @typedef {object} Command
 * @property {string} name  as it is typed: `npm start`
 * @property {string} about  what it does, in a sentence or a few
 * @property {Record<string, string>} [args]  arguments that it knows, and what each does
 * @property {(given: string) => boolean} [takes]  whether it knows another argument, too
 * @property {boolean} [needsArg]  whether it does nothing without one
 * @property {readonly NodeJS.Signals[]} [leave]  signals that are its children's business
 * @property {(args: string[]) => unknown} run
 */

const HELP = ['--help', '-h'];

/**
 * Runs a command: `--help` prints what it does, an argument that it does not know is refused with the nearest one that it
 * does, and what a user can mend is said without a stack trace. A signal ends its children first.
 *
 * @param {Command} command
 */
export async function command(command, given = process.argv.slice(2)) {
  const problem = nodeProblem();
  if (problem) return fail(problem, 1);
  if (given.some((arg) => HELP.includes(arg))) return console.log(help(command));
  const wrong = complaint(command, given);
  if (wrong) return fail(wrong, 2);
  endWithChildren(command.leave);
  try {
    await command.run(given);
  } catch (error) {
    if (error instanceof Ending) return; // the signal's handler ends the process
    fail(`\n${wordsFor(error)}\n`, 1);
  }
}

/** What a user can mend: said in words already, or an error of the system and its cure. All else is a fault of ours. @param {any} error */
function wordsFor(error) {
  if (error?.constructor.name === 'StepError' || error?.name === 'UserError') return error.message;
  const cure = error?.syscall ? cureOf(error.message) : null;
  if (!cure) throw error;
  return `${error.message}\n→ ${cure}`;
}

/** What `--help` prints. @param {Command} command */
export function help({ name, about, args = {} }) {
  const wide = Math.max(0, ...Object.keys(args).map((arg) => arg.length));
  const lines = Object.entries(args).map(([arg, what]) => `  ${arg.padEnd(wide)}  ${what}`);
  const dashes = name.startsWith('npm') ? ' --' : '';
  const usage = lines.length > 0 ? `usage: ${name}${dashes} ARGUMENT` : `usage: ${name}   (no arguments)`;
  return [usage, '', about, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n');
}

/** What is wrong with the arguments, on one line, or null. @param {Command} command @param {string[]} given */
export function complaint({ name, args = {}, takes = () => false, needsArg = false }, given) {
  const known = Object.keys(args).map((arg) => arg.replace(/=.*/, ''));
  /** @param {string} arg */
  const isKnown = (arg) =>
    known.includes(arg) ||
    Object.keys(args).some((one) => one.replace(/=.*/, '=') === arg.replace(/=.*/, '='));
  const more = `${name}${name.startsWith('npm') ? ' --' : ''} --help says more.`;
  const wrong = given.find((arg) => !isKnown(arg) && !takes(arg));
  if (wrong === undefined)
    return needsArg && given.length === 0 ? help({ name, about: '', args, run() {} }) : null;
  const near = nearest(wrong.replace(/=.*/, ''), ['--help', ...known]);
  const rather = near ? ` Did you mean ${near}?` : '';
  const none = known.length === 0 ? 'takes no arguments, not' : 'does not know';
  return `${name} ${none} ${JSON.stringify(wrong)}.${rather} ${more}`;
}

/** @param {string} message @param {number} code */
function fail(message, code) {
  console.error(message);
  process.exitCode = code;
}
