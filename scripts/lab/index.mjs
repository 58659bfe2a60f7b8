import { at } from '../paths.mjs';
import { isEnding } from '../processes.mjs';
import { setUp } from '../setup/index.mjs';
import { startLab } from './start.mjs';

/** JupyterLab on the notebooks; ends when it ends, unless a signal ends both: then the exit code tells the signal. @param {string[]} args for JupyterLab */
export async function lab(args) {
  await setUp();
  startLab(at('notebooks'), args, { detached: false }).on('exit', (code) => {
    if (!isEnding()) process.exit(code ?? 1);
  });
}
