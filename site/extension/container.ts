// A federated extension as JupyterLab's loader takes it: `init` hands over the modules that all extensions share, `get` gives
// ours.
import '../../lib/assets/charts/keyboard.js';
import { plugins } from './plugins';

/** Modules that are shared, by name and version. */
type Shared = Record<string, Record<string, { get(): Promise<() => unknown> }>>;

let shared: Shared = {};

const container = {
  init(scope: Shared): void {
    shared = scope;
  },
  async get(): Promise<() => unknown> {
    const names = [
      '@jupyterlite/services',
      '@jupyterlab/services',
      '@jupyterlab/rendermime',
      '@jupyterlab/apputils',
    ];
    const given = (await Promise.all(names.map(sharedModule))) as Parameters<typeof plugins>;
    const made = { __esModule: true, default: plugins(...given) };
    return () => made;
  },
};

async function sharedModule(name: string): Promise<unknown> {
  const [newest] = Object.values(shared[name] ?? {});
  if (!newest) throw new Error(`JupyterLite shares no ${name}`);
  return (await newest.get())();
}

const containers = Reflect.get(globalThis, '_JUPYTERLAB') as Record<string, unknown>;
containers['cnn-fragility-site'] = container;
