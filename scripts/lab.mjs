import { existsSync } from 'node:fs';
import { command } from './command.mjs';

await command({
  name: 'npm run lab',
  about: `JupyterLab on notebooks/, kernel ready; sets up what is missing first.`,
  args: {
    '--no-browser': 'prints the address instead of opening it',
    '--port=PORT': 'the port on this computer',
    '--ip=ADDRESS': 'where it listens; by default only this computer reaches it',
    '--debug': 'says what it does',
    '--Class.option=VALUE': 'any option of JupyterLab',
    NOTEBOOK: 'a notebook to open: notebooks/explore.ipynb',
  },
  takes: (given) => /^--[A-Z]\w*\.\w+=/.test(given) || (!given.startsWith('-') && existsSync(given)),
  // In a terminal Ctrl-C reaches JupyterLab too, which asks before it stops: it decides when this process ends.
  leave: process.stdin.isTTY ? ['SIGINT'] : [],
  run: async (args) => (await import('./lab/index.mjs')).lab(args),
});
