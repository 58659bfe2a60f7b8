import { availableParallelism, cpus, loadavg } from 'node:os';

/** What it runs on, and how busy that was before the benchmark. */
export function machine() {
  return { load: Number(loadavg()[0].toFixed(1)), cores: availableParallelism(), cpu: cpus()[0].model };
}

/** Says so if other programs took part of the machine. */
export function remarkLoad({ load }, remark) {
  if (load > 0.5) console.log(`The machine was busy (load ${load}): ${remark}`);
}
