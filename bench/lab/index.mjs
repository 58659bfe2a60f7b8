import { at } from '../../scripts/paths.mjs';
import { child } from '../children.mjs';
import { machine, remarkLoad } from '../machine.mjs';

/** Rounds of the seven notebooks. */
const ROUNDS = Number(process.env.ROUNDS ?? 3);

/**
 * The seven notebooks in JupyterLab, driven in Chromium, one after another in kernels of their own: seconds of each of `ROUNDS`,
 * and memory of the server, of a kernel when it has started, after the first cell, after a whole notebook, and of two at once.
 */
export async function run() {
  const where = machine();
  const found = child(process.execPath, [at('test', 'notebooks', 'measure-lab.mjs'), ROUNDS]);
  remarkLoad(where, 'fewer seconds are possible; memory does not mind.');
  return { ...where, node: process.version, ...found };
}
