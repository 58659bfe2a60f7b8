import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Kernel } from '../../site/extension/kernel';

/** A worker that keeps what it is sent, and answers as it is told. */
class FakeWorker {
  static made = [];
  sent = [];
  onmessage = () => {};
  onerror = () => {};

  constructor() {
    FakeWorker.made.push(this);
  }

  postMessage(message) {
    this.sent.push(message);
  }

  terminate() {}
}

let shown;

beforeEach(() => {
  FakeWorker.made = [];
  shown = [];
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('document', { getElementById: () => null });
});

afterEach(() => vi.unstubAllGlobals());

function kernel(list = async () => []) {
  const options = { id: 'k', name: 'tslab', location: '', sendMessage: (message) => shown.push(message) };
  return new Kernel(options, { list }, '/');
}

/** Asks a kernel to run a cell. */
function run(of, code) {
  const header = { msg_id: code, msg_type: 'execute_request', session: 's', username: 'u' };
  const rest = { parent_header: {}, metadata: {}, channel: 'shell' };
  return of.handleMessage({ header: { ...header, date: '', version: '5.3' }, content: { code }, ...rest });
}

const errors = () => shown.filter(({ header }) => header.msg_type === 'error').map(({ content }) => content);

it('says so where its worker does not load, and starts another for the next cell', async () => {
  const of = kernel();
  const first = run(of, '1');
  await Promise.resolve();
  FakeWorker.made[0].onerror({});
  await first;
  expect(errors()).toMatchObject([{ ename: 'NotLoaded', evalue: 'The kernel did not load.' }]);
  const second = run(of, '2');
  await Promise.resolve();
  expect(FakeWorker.made.length).toBe(2);
  const [{ request }] = FakeWorker.made[1].sent;
  FakeWorker.made[1].onmessage({ data: { type: 'reply', request, content: { status: 'ok' } } });
  await second;
  expect(shown.findLast(({ channel }) => channel === 'shell')?.content).toEqual({ status: 'ok' });
});

it('takes the worker that the page has started', () => {
  vi.stubGlobal('cnnFragilityKernel', new FakeWorker());
  kernel();
  expect(FakeWorker.made.length).toBe(1);
  kernel();
  expect(FakeWorker.made.length).toBe(2);
});

it('does not run a cell that was stopped before it began', async () => {
  vi.useFakeTimers();
  let listed = () => {};
  const of = kernel(
    () =>
      new Promise((resolve) => {
        listed = resolve;
      }),
  );
  const cell = run(of, 'for (;;) {}');
  const stopped = of.interrupt();
  await vi.runAllTimersAsync();
  await stopped;
  listed([]);
  await cell;
  vi.useRealTimers();
  expect(errors()).toMatchObject([{ ename: 'Interrupted' }]);
  expect(FakeWorker.made.flatMap(({ sent }) => sent).filter(({ type }) => type === 'execute')).toEqual([]);
});
