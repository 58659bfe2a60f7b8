export * from '../../lib/src/index';
/** Cells import it as TypeScript's modules. */
export const __esModule = true;
