/** How fast a run goes, from the images it has seen. Times in milliseconds, of any clock. */
export class Pace {
  private epoch = 0;
  private epochStart = { done: 0, time: 0 };
  private first: { images: number; time: number } | null = null;

  constructor(private readonly epochs: number) {}

  /**
   * Takes note of a batch. Images per second within the epoch, and seconds left of the whole run, evaluations
   * included; both null until there are two batches to measure between.
   */
  after(
    epoch: number,
    done: number,
    total: number,
    time: number,
  ): { imagesPerSecond: number | null; secondsLeft: number | null } {
    const images = (epoch - 1) * total + done;
    this.first ??= { images, time };
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      this.epochStart = { done, time };
    }
    return {
      imagesPerSecond: rate(done - this.epochStart.done, time - this.epochStart.time),
      secondsLeft: left(
        this.epochs * total - images,
        rate(images - this.first.images, time - this.first.time),
      ),
    };
  }
}

/** `45 s`, `12 min` or `2 h 05 min`. */
export function duration(seconds: number): string {
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

function rate(images: number, milliseconds: number): number | null {
  return milliseconds > 0 ? (1000 * images) / milliseconds : null;
}

function left(images: number, perSecond: number | null): number | null {
  return perSecond ? images / perSecond : null;
}
