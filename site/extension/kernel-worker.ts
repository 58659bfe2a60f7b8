/** Where a page leaves the worker that it has started as it was opened (`scripts/site/head.mjs`). */
const WAITING = 'cnnFragilityKernel';

/** A worker for a kernel: the one that waits, if no other kernel has it. */
export function kernelWorker(site: string): Worker {
  const waiting = Reflect.get(globalThis, WAITING) as Worker | undefined;
  Reflect.deleteProperty(globalThis, WAITING);
  return waiting ?? new Worker(`${site}kernel/worker.js`, { type: 'module', name: 'kernel' });
}
