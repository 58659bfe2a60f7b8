/** `npm run lab`: JupyterLab on notebooks/ with the kernel ready; further arguments go to JupyterLab. */
import { spawn } from 'node:child_process';
import { at, jupyterEnv, python } from './paths.mjs';
import { setUp } from './setup/index.mjs';

await setUp();
const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
const args = [
  '-m',
  'jupyterlab',
  `--ServerApp.root_dir=${at('notebooks')}`,
  ...asRoot,
  ...process.argv.slice(2),
];
const lab = spawn(python, args, { stdio: 'inherit', env: { ...process.env, ...jupyterEnv } });
// Ctrl-C reaches JupyterLab too, which asks before it stops: it decides when this process ends.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => lab.kill('SIGTERM'));
lab.on('exit', (code) => process.exit(code ?? 1));
