import { checkValue, whole } from '../../options';
import { type Bounds, wilsonInterval } from './formulas';

/** Wilson's 95 % interval of the share that succeeded: `successes` of `n` trials. Null for n = 0. */
export function intervalOfCounts(successes: number, n: number): Bounds | null {
  checkValue('intervalOfCounts', 'n', n, whole());
  checkValue('intervalOfCounts', 'successes', successes, whole(0, n));
  return n === 0 ? null : wilsonInterval(successes / n, n);
}
