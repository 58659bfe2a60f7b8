import { constants } from 'node:os';

/** How a wish to stop came in: the reason of {@link Interruption.signal}. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }

  /** What a shell reports of a process that the signal ended: 130 for Ctrl-C. */
  readonly exitCode: number;
}

/** Ctrl-C and SIGTERM, as something that long work can look at. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Leaves the signals to Node again. */
  release(): void;
}

/** npx passes on the Ctrl-C that the terminal has sent to both: within so many milliseconds two are one. */
const SAME = 500;

/** From now on the first Ctrl-C or SIGTERM only aborts `signal`; a second one ends the process at once. */
export function catchInterrupts(onInterrupt: () => void): Interruption {
  const controller = new AbortController();
  const release = (): void => {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  };
  const interrupt = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) return;
    setTimeout(release, SAME).unref();
    onInterrupt();
    controller.abort(new Interrupted(name as 'SIGINT' | 'SIGTERM'));
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return { signal: controller.signal, release };
}
