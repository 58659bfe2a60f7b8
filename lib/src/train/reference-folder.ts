import { packageFolder, resolve, variable } from '../machine';

/** Where the project's own reference runs are: FRAGILITY_REFERENCE, else `data/reference` of the checkout. */
export function referenceFolder(): string {
  return resolve(variable('FRAGILITY_REFERENCE') ?? packageFolder('..', 'data', 'reference'));
}
