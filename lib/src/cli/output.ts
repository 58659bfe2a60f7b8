import { Console } from 'node:console';
import { printable } from '../table/escape';

/** Prints lines for the user. Names from files cannot move the cursor or hide text. */
export function say(text: string): void {
  console.log(printable(text));
}

/** Prints lines beside the results: on the error stream. */
export function sayAside(text: string): void {
  console.error(printable(text));
}

/** Says at each quarter how many pictures are read, where they are at least 2,000. */
export function sayingQuarters(): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const quarter = total < 2000 ? 0 : Math.floor((4 * done) / total);
    if (quarter > told) sayAside(`pictures: ${done} of ${total}`);
    told = quarter;
  };
}

/** One word of a command line, as a shell reads it. */
export function shellWord(text: string): string {
  // A shell expands a word that begins with ~, and zsh one with =.
  return /^[\w./:,@%+-][\w./~:=,@%+-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * From now on a result that cannot be written ends the process with 1 and a word why, instead of being lost; a reader
 * that has seen enough (`| head`) ends it without a word.
 */
export function failOnLostOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      // A terminal that was closed sends SIGHUP, too: who listens to it saves.
      if (code === 'EIO' && stream.isTTY) return;
      if (code !== 'EPIPE' && stream === process.stdout) sayAside(`error: the output is lost: ${message}`);
      process.exit(code === 'EPIPE' ? 0 : 1);
    });
  }
  const { stdout, stderr } = process;
  globalThis.console = new Console({ stdout, stderr, ignoreErrors: false });
}
