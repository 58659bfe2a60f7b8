/**
 * Starts the notebooks' TypeScript kernel: tslab, with this folder's mends.
 * Jupyter calls it with the connection file as `--config-path`; see `scripts/setup/kernelspec.mjs`.
 */
import { createRequire } from 'node:module';
import './source-lines.mjs';
import { CellHandler } from './handler.mjs';
import { showLastValue } from './last-value.mjs';
import { KernelServer } from './server.mjs';

const require = createRequire(import.meta.url);
const { createConverter } = require('tslab/dist/converter');
const { createExecutor } = require('tslab/dist/executor');

const failures = [];
const converters = lazyConverters();
const executor = createExecutor(process.cwd(), converters, {
  log: showLastValue,
  error: (...args) => failures.push(args),
});
const handler = new CellHandler(executor, failures);
const server = new KernelServer(handler, process.argv[process.argv.indexOf('--config-path') + 1]);

process.on('SIGINT', () => executor.interrupt());
process.on('uncaughtException', (error) => console.error('Uncaught exception:', error));
process.on('unhandledRejection', (reason) => console.error('Unhandled rejection:', reason));
server.init();
exitWithParent();

/** tslab's pair of compilers; the one for browsers is made only if a cell asks for it. */
function lazyConverters() {
  const node = createConverter({ isJS: false, isBrowser: false });
  let browser = null;
  return {
    node,
    get browser() {
      browser ??= createConverter({ isJS: false, isBrowser: true });
      return browser;
    },
    close() {
      node.close();
      browser?.close();
    },
  };
}

/** Without this a kernel whose Jupyter was killed would run for ever. */
function exitWithParent() {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || process.exit(), 1000).unref();
}
