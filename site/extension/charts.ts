import type { Renderers } from './jupyter';

const CHART = 'application/vnd.plotly.v1+json';

/**
 * Has the page load what draws charts while it has nothing else to do: the first chart would wait for it, and the cells behind
 * it. Does nothing where there is no such renderer.
 */
export function getChartsReady(renderers: Renderers): void {
  // Safari has no such callback.
  const whenIdle: (work: () => void) => unknown = globalThis.requestIdleCallback ?? setTimeout;
  whenIdle(() => {
    const empty = { data: [], layout: {} };
    const model = { data: { [CHART]: empty }, metadata: {}, trusted: true, setData() {} };
    if (renderers.mimeTypes.includes(CHART)) void renderers.createRenderer(CHART).renderModel(model);
  });
}
