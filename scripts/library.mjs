import { createRequire } from 'node:module';

/** The library, as a notebook has it; there after set-up. @type {typeof import('cnn-fragility')} */
export const cf = createRequire(import.meta.url)('cnn-fragility');
