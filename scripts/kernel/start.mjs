/**
 * Starts the notebooks' TypeScript kernel: tslab's compiler and executor, with this folder's server and mends.
 * Jupyter calls it with the connection file as `--config-path`; see `scripts/setup/jupyter-settings.mjs`.
 */
import './compiler.mjs';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { awaitsAtTop } from './cell-source.mjs';
import { sayingWhereSortingStops } from './danfo.mjs';
import { CellHandler } from './handler.mjs';
import { Interruption } from './interruption.mjs';
import { showLastValue } from './last-value.mjs';
import { DANFO_NEEDS_LATER, loadLater } from './load-later.mjs';
import { KernelServer } from './server.mjs';

// Untyped: the pair of compilers here is not quite tslab's.
const load = createRequire(import.meta.url);
const [{ createConverter }, { createExecutor }] = ['converter', 'executor'].map((part) =>
  load(`tslab/dist/${part}`),
);

/** @type {unknown[][]} */
const failures = [];
const interruption = new Interruption();
const executor = createExecutor(process.cwd(), converters(), {
  log: showLastValue,
  error: (/** @type {unknown[]} */ ...args) => failures.push(args),
});
const own = Reflect.get(globalThis, '__tslab__');
Object.assign(own, {
  awaited: interruption.awaited,
  each: interruption.each,
  require: loader(own.require),
});

await interruption.listen();
const connection = JSON.parse(readFileSync(process.argv[process.argv.indexOf('--config-path') + 1], 'utf8'));
try {
  await new KernelServer(new CellHandler(executor, failures, interruption), connection).start();
} catch (error) {
  // Its port was taken by another program since Jupyter chose it. Jupyter starts a kernel that ends once more.
  const { address, message } = /** @type {Error & { address?: string }} */ (error);
  console.error(`The kernel ends, for it cannot listen at ${address}: ${message}. Start it again.`);
  process.exit(1);
}
process.on('uncaughtException', (error) => console.error('Uncaught exception:', error));
process.on('unhandledRejection', (reason) => console.error('Unhandled rejection:', reason));

/** The cells' `require`: an interrupt leaves no module half loaded, and Danfo comes with its warning. @param {NodeJS.Require} cells */
function loader(cells) {
  const protect = (/** @type {() => object} */ action) => interruption.protect(action);
  const apply = interruption.protect(
    (/** @type {Function} */ target, self, /** @type {unknown[]} */ args) => {
      const now = () => Reflect.apply(target, self, args);
      if (args[0] !== 'danfojs-node') return now();
      return sayingWhereSortingStops(loadLater(DANFO_NEEDS_LATER, now, protect));
    },
  );
  return new Proxy(cells, { apply });
}

/** tslab's pair of compilers; the one for browsers is made only if a cell asks for it. */
function converters() {
  let browser = null;
  return {
    node: converter(false),
    get browser() {
      browser ??= converter(true);
      return browser;
    },
  };
}

/** @param {boolean} isBrowser */
function converter(isBrowser) {
  const { convert, inspect, complete, addModule } = createConverter({ isJS: false, isBrowser });
  return {
    convert: interruption.protect((/** @type {string} */ previous, /** @type {string} */ code) => {
      const compiled = convert(previous, code);
      return { ...compiled, hasToplevelAwait: compiled.hasToplevelAwait || awaitsAtTop(code) };
    }),
    inspect: interruption.protect(inspect),
    complete: interruption.protect(complete),
    addModule: interruption.protect(addModule),
  };
}
