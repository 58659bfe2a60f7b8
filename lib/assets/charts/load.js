// Runs in a notebook's page: unpacks Plotly, which comes with a kernel's first chart, if the page has none yet.
async function loadPlotly(packed) {
  if (window.Plotly) return;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const script = document.createElement('script');
  script.textContent = await new Response(stream).text();
  document.head.append(script);
}
