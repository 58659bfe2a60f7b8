import { BrowserFiles } from './files';
import type { App, KernelClient, KernelOptions, KernelSpecs } from './jupyter';
import { Kernel } from './kernel';
import { keepForOffline } from './offline';

/** What JupyterLite shares with its extensions. */
interface Services {
  readonly IKernelSpecs: object;
  readonly IKernelClient: object;
}

/** The kernel's name in the committed notebooks. */
const NAME = 'tslab';

const SPEC = {
  name: NAME,
  display_name: 'TypeScript',
  language: 'typescript',
  argv: [],
  interrupt_mode: 'message',
  metadata: {},
  resources: {},
  spec: {
    argv: [],
    env: {},
    display_name: 'TypeScript',
    language: 'typescript',
    interrupt_mode: 'message',
    metadata: {},
  },
};

/** Where the site is: two folders above this extension's own. */
const ROOT = new URL('../../../', (document.currentScript as HTMLScriptElement | null)?.src ?? location.href);

export function plugins({ IKernelSpecs, IKernelClient }: Services) {
  const activate = (app: App, specs: KernelSpecs, client: KernelClient) => {
    const files = new BrowserFiles(app.serviceManager.contents);
    const kernels = new Map<string, Kernel>();
    const create = async (options: KernelOptions) => {
      const kernel = new Kernel(options, files, new URL('cnn-fragility/', ROOT).href);
      kernels.set(kernel.id, kernel);
      return kernel;
    };
    specs.register({ spec: SPEC, create });
    // JupyterLite's own interrupt drops the cells that wait, but lets the running one run.
    const dropWaiting = client.interrupt.bind(client);
    client.interrupt = async (id) => {
      await dropWaiting(id);
      await kernels.get(id)?.interrupt();
    };
    void app.restored.then(keepForOffline);
  };
  return [
    { id: 'cnn-fragility-site:kernel', autoStart: true, requires: [IKernelSpecs, IKernelClient], activate },
  ];
}
