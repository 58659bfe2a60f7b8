import { SingleBar } from 'cli-progress';
import { percent } from '../plot/kit/words';
import { printable } from '../table/escape';
import type { TrainingConfig } from '../train/config';
import type { EpochRecord } from '../train/fit';
import { duration, Pace } from './pace';

/** Columns of the longest text beside the bar: three-digit epochs, hours left. */
const TEXT = 72;

/** Shows a run in a terminal: a line for each epoch, below it a bar for the one at hand; in a log the lines only. */
export class TrainingDisplay {
  private bar: SingleBar | null = null;
  private readonly pace: Pace;
  private bac: number | null = null;

  constructor(
    private readonly config: TrainingConfig,
    private readonly output: NodeJS.WriteStream = process.stdout,
  ) {
    this.pace = new Pace(config.epochs);
  }

  /** As trainRun calls it. */
  readonly onBatch = (epoch: number, done: number, total: number, loss: number): void => {
    if (!this.output.isTTY) return;
    this.bar ??= this.start(epoch, total);
    const { imagesPerSecond, secondsLeft } = this.pace.after(epoch, done, total, performance.now());
    const speed = done === total ? 'testing' : `${imagesPerSecond?.toFixed(0) ?? '…'} images/s`;
    const left = secondsLeft ? `  ${duration(secondsLeft)} left` : '';
    this.bar.update(done, { speed, loss: loss.toFixed(4), left });
    // The evaluation takes a while, and the bar is drawn ten times a second only.
    if (done === total) this.bar.render();
  };

  /** As trainRun calls it. */
  readonly onEpoch = (record: EpochRecord): void => {
    this.bac = record.testBac;
    this.write(epochLine(record, this.config.epochs));
  };

  /** Writes a line in the bar's place. */
  write(line: string): void {
    this.close();
    this.output.write(`${printable(line)}\n`);
  }

  /** Removes the bar; the next batch brings another. */
  close(): void {
    this.bar?.stop();
    this.bar = null;
  }

  private start(epoch: number, total: number): SingleBar {
    const bac = this.bac === null ? '' : `  BAC ${percent(this.bac, 2)}`;
    const bar = new SingleBar({
      format: `epoch ${epoch}/${this.config.epochs} {bar} {speed}  loss {loss}${bac}{left}`,
      stream: this.output,
      barsize: Math.min(30, Math.max(8, this.output.columns - TEXT)),
      barCompleteChar: '█',
      barIncompleteChar: '░',
      clearOnComplete: true,
      gracefulExit: false, // Ctrl-C is not the bar's business
    });
    bar.start(total, 0, { speed: '… images/s', loss: '…', left: '' });
    return bar;
  }
}

function epochLine({ epoch, loss, testBac, seconds, trainRecall }: EpochRecord, epochs: number): string {
  const recall = trainRecall ? '  (training recall measured)' : '';
  return `epoch ${epoch}/${epochs}  loss ${loss.toFixed(4)}  test BAC ${percent(testBac, 2)}  ${seconds.toFixed(1)} s${recall}`;
}
