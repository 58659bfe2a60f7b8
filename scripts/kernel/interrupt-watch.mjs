/**
 * A thread that waits for SIGINT. It tells the kernel; if code runs that never ends, so that the kernel does not hear or the
 * interrupted cell cannot be answered, it stops that code. It also ends a kernel whose parent has died, which would else run
 * for ever.
 */
import { Session } from 'node:inspector';
import vm from 'node:vm';
import { parentPort, workerData as shared } from 'node:worker_threads';
import { OVER, PAUSES, PROTECTED } from './interrupt-counts.mjs';

const kernel = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);

/** Milliseconds that code of an interrupted kernel may run without a pause. */
const PATIENCE = 1000;
/** Milliseconds between two looks at the parent. */
const LOOK = 1000;

const parent = process.ppid;
const never = new Int32Array(new SharedArrayBuffer(4));
let told = 0;

endOrphan();
// Only code that vm runs with `breakOnSigint` sees a signal in a thread. Two are nested, so that one is always
// waiting: where nobody waits, SIGINT ends the process.
Object.assign(globalThis, {
  watch,
  wait: () => Atomics.wait(never, 0, 0, isPending() ? PATIENCE : LOOK),
});
kernel.postMessage('ready');
for (;;) endsQuietly('watch()');

function watch() {
  for (;;) {
    const before = Atomics.load(shared, PAUSES);
    if (!endsQuietly('wait()')) continue;
    const paused = Atomics.load(shared, PAUSES) !== before;
    if (isPending() && !paused && !Atomics.load(shared, PROTECTED)) stopRunningCode();
    endOrphan();
  }
}

function isPending() {
  return told > Atomics.load(shared, OVER);
}

function stopRunningCode() {
  const session = new Session();
  session.connectToMainThread();
  session.post('Runtime.terminateExecution');
  endsQuietly('wait()');
  session.disconnect();
}

/** Runs `code`; false if an interrupt ended it, of which the kernel is then told. @param {string} code */
function endsQuietly(code) {
  try {
    vm.runInThisContext(code, { breakOnSigint: true });
    return true;
  } catch {
    told++;
    kernel.postMessage('interrupt');
    return false;
  }
}

function endOrphan() {
  // Jupyter's process; it may have died before this thread began, and be waiting to be noticed.
  const jupyter = Number(process.env.JPY_PARENT_PID ?? parent);
  const adopted = parent !== jupyter && (parent === 1 || !isAlive(jupyter));
  if (adopted || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH';
  }
}
