/** What the page shows, written into it by `explorer()`; see PageData in lib/src/notebook/explorer/page-data.ts. */
const data = JSON.parse(document.getElementById('data').textContent);

/** How a number is written: two digits after the point, and a true minus. */
function number(value) {
  return value.toFixed(2).replace('-', '−');
}

/** `62 %`, or `–` where there is nothing to take a share of. */
function percent(share) {
  return share === null ? '–' : `${Math.round(100 * share)} %`;
}
