import { hashOf, setVariable, variable } from '../machine';

/** The environment variable that tells the kernel it is grading. */
const GRADING = 'FRAGILITY_GRADING';

/**
 * The key of a grading, taken out of the environment as the library is loaded, before any cell of a notebook can read it; null
 * where nothing is graded. Whoever started the kernel has it, and nobody else: an outcome with its seal was made here.
 */
const key = takeKey();

function takeKey(): string | null {
  const given = variable(GRADING);
  if (given) setVariable(GRADING, '');
  return given || null;
}

/** The seal of an outcome, as `{ seal }`; nothing where nothing is graded. */
export function sealed(exercise: string, passed: boolean): { seal?: string } {
  return key ? { seal: hashOf('sha256', key, exercise, String(passed)) } : {};
}
