// Runs in the page: draws every chart, from top to bottom, and marks the page when it is done.
const charts = [...document.querySelectorAll('.chart')];
(async () => {
  for (const element of charts) {
    const { data, layout, config } = JSON.parse(element.nextElementSibling.textContent);
    await window.Plotly.newPlot(element, data, layout, {
      responsive: true,
      displaylogo: false,
      showSendToCloud: false,
      ...config,
    });
  }
  document.documentElement.dataset.charts = 'drawn';
})();

// Plotly draws for the screen's width; on paper a chart has 680 pixels.
window.addEventListener('beforeprint', () => {
  for (const chart of charts) window.Plotly.relayout(chart, { width: 680 });
});
window.addEventListener('afterprint', () => {
  for (const chart of charts) window.Plotly.relayout(chart, { width: null, autosize: true });
});
