// The kernel's worker: runs the cells of one notebook, one after the other, as the page asks.
import { format } from 'node-inspect-extracted';
import { setHost } from '../machine/host';
import { Asking } from './asking';
import { PageFiles } from './files';
import { Language } from './language';
import type { ToPage, ToWorker } from './protocol';
import { Session } from './session';

const BUNDLES: Readonly<Record<string, string>> = {
  'cnn-fragility': 'cnn-fragility.js',
  arquero: 'arquero.js',
  'danfojs-node': 'danfo.js',
  danfojs: 'danfo.js',
  '@tensorflow/tfjs': 'tfjs.js',
};

const STREAMS = { log: 'stdout', info: 'stdout', debug: 'stdout', warn: 'stderr', error: 'stderr' };

/** Typical cells begin so. What the compiler has read for this it need not read for them. */
const TYPICAL = `import * as cf from 'cnn-fragility';
import * as aq from 'arquero';
import * as dfd from 'danfojs-node';
aq.table({ n: [1] }).groupby('n').rollup({ k: aq.op.count() }).orderby('n');
new dfd.DataFrame({ n: [1] }).addColumn('k', [1], { inplace: true });
cf.show(cf.md\`\${cf.measures.meanOf([1])}\`);`;

/** The site's folder of packages and data. */
const base = new URL('../', import.meta.url).href;

// Of V8's 10 frames of a stack the last would be the library's, and none say which line of a cell waits for it.
Error.stackTraceLimit = 100;

const send = (message: ToPage) => postMessage(message);
const files = new PageFiles(send);
const evaluations = new Asking<unknown>();
const listing = new Map<string, { size: number; stamp: string }>();
let folder = '/';

async function bundle(file: string): Promise<unknown> {
  const loaded = await import(`${base}packages/${file}`);
  return 'whole' in loaded ? loaded.whole : loaded;
}

/** Begins by itself, while JupyterLab starts: what the first cell needs is there then. */
async function start(): Promise<Session> {
  const response = await fetch(`${base}types.json`);
  const language = new Language(await response.json());
  const made = new Session(
    (kind, content) => send({ type: 'publish', kind, content }),
    (name) => (Object.hasOwn(BUNDLES, name) ? bundle(BUNDLES[name]) : null),
    language,
  );
  setHost({
    ...{ base, listing },
    get folder() {
      return folder;
    },
    read: files.read,
    write: files.write,
    remove: files.remove,
    evaluate: (script, work, given) =>
      evaluations.ask((request) => send({ type: 'evaluate', request, script, work, given })),
    progress: (text) => send({ type: 'progress', text }),
    lastWriteDisplayData: (content, update = false) => made.output.display(content, update),
  });
  // One that does not load is asked for again by the cell that imports it, which says so. The library itself is only fetched:
  // values are shown its way from the cell on that imports it.
  const { 'cnn-fragility': library, ...others } = BUNDLES;
  const ahead = [fetch(`${base}packages/${library}`), ...Object.values(others).map(bundle)];
  await Promise.allSettled(ahead);
  language.check(made.notebook.moduleOf(TYPICAL, 0), TYPICAL);
  printTo(made);
  return made;
}

function printTo(of: Session): void {
  for (const [name, stream] of Object.entries(STREAMS))
    Reflect.set(console, name, (...values: unknown[]) => of.output.write(stream, `${format(...values)}\n`));
  addEventListener('error', ({ message }) => console.error('Uncaught exception:', message));
  addEventListener('unhandledrejection', ({ reason }) => console.error('Unhandled rejection:', reason));
}

async function answerTo(data: ToWorker & { request: number }): Promise<Record<string, unknown>> {
  const of = await session;
  if (data.type === 'complete') return of.complete(data.code, data.cursor);
  if (data.type === 'inspect') return of.inspect(data.code, data.cursor);
  if (data.type !== 'execute') return {};
  ({ folder } = data);
  listing.clear();
  for (const [path, about] of data.listing) listing.set(path, about);
  const start = performance.now();
  const reply = await of.execute(data.code, data.count);
  // Whoever looks for what takes long finds it in the browser's own list.
  performance.measure(`cell ${data.count}`, { start });
  return reply;
}

/** The kernel itself did not load. */
function failed(error: unknown): Record<string, unknown> {
  const evalue = `The kernel did not load (${error}). Connect to the network and reload the page.`;
  const failure = { ename: 'NotLoaded', evalue, traceback: [`NotLoaded: ${evalue}`] };
  send({ type: 'publish', kind: 'error', content: failure });
  return { status: 'error', ...failure };
}

function errorOf(message: string | undefined): Error | undefined {
  return message === undefined ? undefined : new Error(message);
}

const session = start();
// Whatever is asked of it says why it did not load.
session.catch(() => {});

addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'file') files.answer(data.request, data.content, data.error);
  else if (data.type === 'evaluated') evaluations.answer(data.request, data.value, errorOf(data.error));
  else if (data.type === 'interrupt') (await session).notebook.interruption.raise();
  else send({ type: 'reply', request: data.request, content: await answerTo(data).catch(failed) });
});
