// Runs in a page with charts: a finger that drags on one scrolls, as anywhere else; a mouse that does so zooms. A chart may fill
// a phone, which would have no place left to scroll by. A tap still shows what is below it.
window.addEventListener(
  'touchstart',
  (event) => {
    if (event.target.closest('.js-plotly-plot .drag')) event.stopPropagation();
  },
  { capture: true, passive: true },
);
