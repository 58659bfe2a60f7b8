import { at } from '../paths.mjs';
import { setUp } from '../setup/index.mjs';
import { startLab } from './start.mjs';

/** JupyterLab on the notebooks; ends when it ends. @param {string[]} args for JupyterLab */
export async function lab(args) {
  await setUp();
  startLab(at('notebooks'), args, { detached: false }).on('exit', (code) => process.exit(code ?? 1));
}
