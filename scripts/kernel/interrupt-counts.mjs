/** The kernel and the thread that watches for interrupts share these counts: see `interrupt-watch.mjs`. */
export const shareCounts = () => new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));

/** Place of the number of interrupts that are over. */
export const OVER = 0;
/** Place of how many calls of the kernel's own code run, which must not be stopped. */
export const PROTECTED = 1;
/** Place of a number that changes with each pause of the kernel while an interrupt is not over. */
export const PAUSES = 2;
