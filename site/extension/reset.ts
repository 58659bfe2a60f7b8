import type { App, Context, Dialogs } from './jupyter';

/** The command that brings back a notebook of the site as it came. */
export const RESET = 'cnn-fragility:reset';

export function addReset(app: App, root: URL, { showDialog, Dialog }: Dialogs): void {
  const open = (): Context | undefined => app.shell.currentWidget?.context;
  const ask = async (path: string): Promise<boolean> => {
    const { button } = await showDialog({
      title: `Bring back the original of ${path}?`,
      body: 'What you changed in it is gone then. File > Download keeps a copy of it.',
      buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: 'Reset' })],
    });
    return button.accept;
  };
  const reset = async (context: Context): Promise<void> => {
    const { path } = context;
    const original = await fetch(new URL(`files/${path}`, root)).catch(() => null);
    if (!original?.ok) {
      const body = original
        ? 'This notebook is your own: the site has no original of it.'
        : 'There is no network.';
      await showDialog({ title: `There is no original of ${path}`, body, buttons: [Dialog.okButton()] });
      return;
    }
    if (!(await ask(path))) return;
    await app.serviceManager.contents.save(path, {
      type: 'notebook',
      format: 'json',
      content: await original.json(),
    });
    await context.revert();
  };
  app.commands.addCommand(RESET, {
    label: 'Reset This Notebook',
    caption: 'Bring back the original; what you changed in it is gone',
    isEnabled: () => open()?.path.endsWith('.ipynb') ?? false,
    execute: async () => {
      const context = open();
      if (context) await reset(context);
    },
  });
}
