const ID = 'cnn-fragility-progress';

/** One line at the bottom of the page while something is fetched; null: nothing is. */
export function showProgress(text: string | null): void {
  const shown = document.getElementById(ID);
  if (text === null) {
    shown?.remove();
    return;
  }
  const line = shown ?? document.body.appendChild(document.createElement('output'));
  line.id = ID;
  line.textContent = text;
  line.setAttribute(
    'style',
    'position:fixed;right:16px;bottom:16px;z-index:10000;padding:6px 12px;border-radius:4px;font:13px sans-serif;' +
      'color:var(--jp-ui-font-color1);background:var(--jp-layout-color2);box-shadow:0 1px 6px #0006',
  );
}
