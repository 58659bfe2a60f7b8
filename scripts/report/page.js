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
    // Until it is drawn an image; from then on it holds buttons, which an image may not.
    element.setAttribute('role', 'figure');
  }
  document.documentElement.dataset.charts = 'drawn';
})();

/** What is wider than its place scrolls, and the keyboard reaches what scrolls. */
function reachWhatScrolls() {
  for (const block of document.querySelectorAll('pre, .table, .wide'))
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
    else block.removeAttribute('tabindex');
}
reachWhatScrolls();
window.addEventListener('resize', reachWhatScrolls);
document.addEventListener('toggle', reachWhatScrolls, true);

// Plotly draws for the screen's width; on paper a chart has 680 pixels.
window.addEventListener('beforeprint', () => {
  for (const chart of charts) window.Plotly.relayout(chart, { width: 680 });
});
window.addEventListener('afterprint', () => {
  for (const chart of charts) window.Plotly.relayout(chart, { width: null, autosize: true });
});
