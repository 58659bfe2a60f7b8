/** Numbers what is asked of the page, and hands its answers on. */
export class Asking<T> {
  private readonly waiting = new Map<number, { done(answer: T): void; failed(error: Error): void }>();
  private last = 0;

  /** `send` is given the request's number. */
  ask(send: (request: number) => void): Promise<T> {
    const request = ++this.last;
    send(request);
    return new Promise((done, failed) => this.waiting.set(request, { done, failed }));
  }

  /** The page's answer, or the reason why there is none. */
  answer(request: number, answer: T, error?: Error): void {
    const waiting = this.waiting.get(request);
    this.waiting.delete(request);
    if (error) waiting?.failed(error);
    else waiting?.done(answer);
  }
}
