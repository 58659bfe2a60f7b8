type Stage = Promise<Window & typeof globalThis>;

const stages = new Map<string, Stage>();

/** Calls a function in an empty document that nobody sees, in which a script of the site's has run. */
export async function evaluate(script: string, work: string, given: unknown): Promise<unknown> {
  let stage = stages.get(script);
  if (!stage) {
    stage = newStage(script);
    stages.set(script, stage);
    stage.catch(() => stages.delete(script));
  }
  return (await stage).Function('given', `return (${work})(given)`)(given);
}

/** Out of sight, but laid out: Plotly measures texts. */
async function newStage(script: string): Stage {
  const frame = document.createElement('iframe');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.style.cssText = 'position: fixed; left: -9999px; width: 900px; height: 600px; border: 0';
  // Its own document comes with the load: Firefox replaces the one that is there before.
  frame.srcdoc = '<!doctype html><body></body>';
  const ready = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  document.body.append(frame);
  await ready;
  const tag = frame.contentDocument!.createElement('script');
  tag.src = script;
  const loaded = new Promise((done, failed) => {
    tag.onload = done;
    tag.onerror = () => failed(new Error(`${script} did not load`));
  });
  frame.contentDocument!.body.append(tag);
  try {
    await loaded;
  } catch (error) {
    frame.remove();
    throw error;
  }
  return frame.contentWindow as Window & typeof globalThis;
}
