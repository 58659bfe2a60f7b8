/** `npm run lab`: JupyterLab on notebooks/ with the kernel ready; further arguments go to JupyterLab. */
import { startLab } from './lab/start.mjs';
import { at } from './paths.mjs';
import { setUp } from './setup/index.mjs';

await setUp();
const lab = startLab(at('notebooks'), process.argv.slice(2));
// Ctrl-C reaches JupyterLab too, which asks before it stops: it decides when this process ends.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => lab.kill('SIGTERM'));
lab.on('exit', (code) => process.exit(code ?? 1));
