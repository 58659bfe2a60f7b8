import { readFileSync } from 'node:fs';

/** Seconds of processor time that a process has used, in all threads; null where there is none of that number. */
export function processorTime(pid) {
  try {
    // Behind the name, which may have spaces. Linux counts in hundredths.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}
