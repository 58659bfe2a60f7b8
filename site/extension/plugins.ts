import { getChartsReady } from './charts';
import { BrowserFiles } from './files';
import type { App, Dialogs, Drive, KernelClient, KernelOptions, KernelSpecs, Renderers } from './jupyter';
import { Kernel } from './kernel';
import { LargeFiles } from './large-files';
import { keepForOffline } from './offline';
import { addReset } from './reset';

/** What JupyterLite shares with its extensions. */
interface Services {
  readonly IKernelSpecs: object;
  readonly IKernelClient: object;
}

/** What JupyterLab shares. */
interface Drives {
  readonly IDefaultDrive: object;
}

/** What draws outputs. */
interface Drawing {
  readonly IRenderMimeRegistry: object;
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

export function plugins(
  { IKernelSpecs, IKernelClient }: Services,
  { IDefaultDrive }: Drives,
  { IRenderMimeRegistry }: Drawing,
  dialogs: Dialogs,
) {
  const activate = (
    app: App,
    specs: KernelSpecs,
    client: KernelClient,
    drive: Drive,
    renderers: Renderers,
  ) => {
    const site = new URL('cnn-fragility/', ROOT).href;
    const files = new BrowserFiles(app.serviceManager.contents, new LargeFiles(drive));
    const kernels = new Map<string, Kernel>();
    const create = async (options: KernelOptions) => {
      const kernel = new Kernel(options, files, site);
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
    addReset(app, ROOT, dialogs);
    void app.restored.then(() => {
      keepForOffline(site, () => [...kernels.values()].some(({ isBusy }) => isBusy));
      leaveRoom(app);
      getChartsReady(renderers);
    });
  };
  return [
    {
      id: 'cnn-fragility-site:kernel',
      autoStart: true,
      requires: [IKernelSpecs, IKernelClient, IDefaultDrive, IRenderMimeRegistry],
      activate,
    },
  ];
}

/**
 * On a phone the file browser makes way for the notebook. JupyterLab opens it by a command: on a first visit, and to show the
 * notebook that the address names.
 */
function leaveRoom({ shell, commands }: App): void {
  const phone = matchMedia('(max-width: 700px)');
  const makeRoom = () => {
    if (phone.matches) shell.collapseLeft?.();
  };
  phone.addEventListener('change', makeRoom);
  commands.commandExecuted.connect((_, { id, result }) => {
    if (id === 'filebrowser:activate') void result.then(makeRoom);
  });
  makeRoom();
}
