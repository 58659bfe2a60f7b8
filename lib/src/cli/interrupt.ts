import { catchSignals, endNow } from '../machine';

/**
 * Exit code of a training that a signal of the system stopped and that the same command goes on with: sysexits.h's
 * EX_TEMPFAIL. Ctrl-C ends it with 130, as shells expect.
 */
const RESUMABLE = 75;

/** Ctrl-C, the system's wish to stop, a terminal that was closed, and Slurm's usual warning before it stops a job. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1'] as const;
type Signal = (typeof SIGNALS)[number];

/** How a wish to stop came in: the reason of {@link Interruption.signal}. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: Signal) {
    super(`stopped by ${signal}`);
    this.exitCode = exitCodeOf(signal);
  }
}

/** The four signals, as something that long work can look at. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Leaves the signals to Node again. */
  release(): void;
}

/** npx passes on the Ctrl-C that the terminal has sent to both: within so many milliseconds two are one. */
const SAME = 500;

/** From now on the first of the signals only aborts `signal`; a second one ends the process at once. */
export function catchInterrupts(onInterrupt: () => void): Interruption {
  endNoMore();
  const controller = new AbortController();
  const release = catchSignals(SIGNALS, (name) => {
    if (controller.signal.aborted) return;
    setTimeout(release, SAME).unref();
    onInterrupt();
    controller.abort(new Interrupted(name as Signal));
  });
  return { signal: controller.signal, release };
}

let endNoMore = (): void => {};

/**
 * From now on these signals end the process with the exit codes above, as soon as nothing computes: for a training that has
 * nothing to save yet all of them; for any other command SIGUSR1 alone, at which Node would start its inspector (the system
 * answers the others).
 */
export function endOnInterrupts(names: readonly Signal[] = SIGNALS): void {
  endNoMore();
  endNoMore = catchSignals(names, (name) => endNow(exitCodeOf(name as Signal)));
}

function exitCodeOf(signal: Signal): number {
  return signal === 'SIGINT' ? 130 : RESUMABLE;
}
