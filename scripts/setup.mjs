/** `node scripts/setup.mjs`: the set-up alone, without running anything. */
import { setUp } from './setup/index.mjs';

await setUp();
