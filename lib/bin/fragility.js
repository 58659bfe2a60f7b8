#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// While the rest is loaded, Node would answer SIGUSR1, Slurm's usual warning, by opening a debugger's port.
const end = () => process.exit(75);
process.on('SIGUSR1', end);

// The command is there before the library is built, so it can say what to do.
const main = join(__dirname, '..', 'dist', 'cli', 'main.js');
if (existsSync(main)) require(main);
else {
  console.error('error: the library is not built yet. Run npm start in the project’s folder.');
  process.exitCode = 1;
}
process.off('SIGUSR1', end);
