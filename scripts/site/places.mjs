import { at, out } from '../paths.mjs';

/** The finished site. */
export const siteFolder = `${out}/site`;

/** What it is made of on the way. */
export const workshop = at('.cache', 'site');

/** In the site: the kernel, the packages that cells import, the library's own files, the reference runs. */
export const ownFolder = `${siteFolder}/cnn-fragility`;
