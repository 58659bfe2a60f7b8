import type { Claim } from './claim';
import { rq1 } from './rq1';
import { rq2 } from './rq2';
import { rq3 } from './rq3';
import { rq4 } from './rq4';
import { rq5 } from './rq5';
import { rq6 } from './rq6';
import { rq7 } from './rq7';

/** Every claim that can be tested, P1.1 to P7.6: the paper's, and the project's own checks (`by: 'project'`). */
export const claims: readonly Claim[] = [...rq1, ...rq2, ...rq3, ...rq4, ...rq5, ...rq6, ...rq7];
