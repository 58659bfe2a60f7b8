// Runs in the report's page: draws every chart, from top to bottom, and marks the page when it is done.
(async () => {
  for (const element of document.querySelectorAll('.chart')) {
    const { data, layout, config } = JSON.parse(element.nextElementSibling.textContent);
    await window.Plotly.newPlot(element, data, layout, { responsive: true, displaylogo: false, ...config });
  }
  document.documentElement.dataset.charts = 'drawn';
})();
