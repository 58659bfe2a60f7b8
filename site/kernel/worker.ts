// The kernel's worker: runs the cells of one notebook, one after the other, as the page asks.
import { format } from 'node-inspect-extracted';
import { CellOutput } from '../../scripts/kernel/cell-output.mjs';
import { showLastValue } from '../../scripts/kernel/last-value.mjs';
import { setHost } from '../machine/host';
import { describeThrown } from './failure';
import { PageFiles } from './files';
import { Notebook } from './notebook';
import type { ToPage, ToWorker } from './protocol';

const BUNDLES: Readonly<Record<string, string>> = {
  'cnn-fragility': 'cnn-fragility.js',
  arquero: 'arquero.js',
  'danfojs-node': 'danfo.js',
  danfojs: 'danfo.js',
  '@tensorflow/tfjs': 'tfjs.js',
};

const send = (message: ToPage) => postMessage(message);
const publish = (kind: string, content: Record<string, unknown>) => send({ type: 'publish', kind, content });
const files = new PageFiles(send);
const listing = new Map<string, { size: number; stamp: string }>();
let base = '';
let output = newOutput();

function newOutput() {
  return new CellOutput(publish, () => 0);
}

const notebook = new Notebook((name) => (Object.hasOwn(BUNDLES, name) ? bundle(BUNDLES[name]) : null));

async function bundle(file: string): Promise<unknown> {
  const loaded = await import(`${base}packages/${file}`);
  return 'whole' in loaded ? loaded.whole : loaded;
}

for (const [name, stream] of Object.entries({
  log: 'stdout',
  info: 'stdout',
  debug: 'stdout',
  warn: 'stderr',
  error: 'stderr',
}))
  Reflect.set(console, name, (...values: unknown[]) => output.write(stream, `${format(...values)}\n`));

addEventListener('error', ({ message }) => console.error('Uncaught exception:', message));
addEventListener('unhandledrejection', ({ reason }) => console.error('Unhandled rejection:', reason));

function start(site: string, folder: string): void {
  base = site;
  setHost({
    ...files,
    base,
    folder,
    listing,
    read: files.read,
    write: files.write,
    remove: files.remove,
    progress: (text) => send({ type: 'progress', text }),
    lastWriteDisplayData: (content, update = false) => output.display(content, update),
  });
}

async function execute(code: string, count: number): Promise<Record<string, unknown>> {
  output = newOutput();
  const mine = output;
  try {
    const value = await notebook.run(code, count);
    if (value !== undefined) showLastValue(value);
    return { status: 'ok', execution_count: count, payload: [], user_expressions: {} };
  } catch (error) {
    const failure = describeThrown(error, (stack) => notebook.locate(stack));
    mine.finish();
    publish('error', { ...failure });
    return { status: 'error', execution_count: count, ...failure };
  } finally {
    mine.finish();
  }
}

addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'start') start(data.base, data.folder);
  else if (data.type === 'interrupt') notebook.interruption.raise();
  else if (data.type === 'file') files.answer(data.request, data.bytes, data.error);
  else if (data.type === 'execute') {
    listing.clear();
    for (const [path, about] of data.listing) listing.set(path, about);
    send({ type: 'reply', request: data.request, content: await execute(data.code, data.count) });
  }
});
