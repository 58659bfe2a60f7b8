/** What `todo` throws. */
export class NotYetSolved extends Error {
  override readonly name = 'NotYetSolved';
}

/** Stands where a learner's code is to come: `return cf.check.todo();`. A check then says that it is not yet solved. */
export function todo(): never {
  throw new NotYetSolved('This exercise is not yet solved.');
}
