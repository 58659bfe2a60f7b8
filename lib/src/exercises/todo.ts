/** What `todo` throws. */
export class NotYetSolved extends Error {
  override readonly name = 'NotYetSolved';
}

/**
 * A placeholder for a learner's code: `return cf.check.todo();`. The check then says that the exercise is not solved
 * yet.
 */
export function todo(): never {
  throw new NotYetSolved('This exercise is not yet solved.');
}
