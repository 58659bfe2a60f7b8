// Runs in a notebook's page, behind the place of a chart: draws it there by Plotly, as soon as the page has both. A chart that
// is followed (it has a `key`) stays one chart, and is changed instead of drawn anew.
// VS Code runs a copy of a script, at the end of the output that it came in; others run it where it stands.
function drawChart(script, { data, layout, config }, key) {
  const before = script.previousElementSibling;
  const place = before?.matches('.chart-place') ? before : script.parentElement.querySelector('.chart-place');
  const began = Date.now();
  window.fragilityCharts ??= new Map();
  const draw = () => {
    if (!window.Plotly || !place.clientWidth) {
      if (!window.Plotly && Date.now() - began > 8000) place.lastElementChild.hidden = false;
      if (place.isConnected || Date.now() - began < 60_000) setTimeout(draw, 100);
      return;
    }
    const chart = window.fragilityCharts.get(key) ?? document.createElement('div');
    if (key) window.fragilityCharts.set(key, chart);
    place.replaceChildren(chart);
    window.Plotly.react(chart, data, layout, { responsive: true, ...config });
  };
  draw();
}
