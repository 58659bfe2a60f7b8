const tip = document.getElementById('tip');

/** Tells about point i beside a place on the screen: picture, class, and how each twin sees it. */
function showTip(i, { clientX, clientY }) {
  const label = data.labels[i];
  const title = html(
    'div',
    { class: 'title' },
    dot(label),
    `${data.classNames[label]}, test image ${data.instances[i]}`,
  );
  const picture = thumbnail(i, 3);
  const twins = data.twins.filter(({ points }) => points).map((twin) => seenBy(twin, i));
  tip.replaceChildren(...(picture ? [picture] : []), html('div', {}, title, ...twins));
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const left = clientX + 16 + width < innerWidth ? clientX + 16 : Math.max(0, clientX - 16 - width);
  const top = Math.max(0, Math.min(clientY + 12, innerHeight - height));
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
}

function hideTip() {
  tip.hidden = true;
}

function seenBy({ name, points }, i) {
  const prediction = points.predictions[i];
  const right = prediction === data.labels[i];
  const said = html(
    'div',
    {},
    `${name}: `,
    html('span', { class: right ? 'recognised' : 'missed' }, right ? '✓' : '✗'),
    ' ',
    dot(prediction),
    data.classNames[prediction],
  );
  const features = points.features[i].map((feature, rank) =>
    html('li', {}, `feature ${feature}: ce ${number(points.ce[i][rank])}`),
  );
  return html('div', { class: 'seen' }, said, html('ol', {}, ...features));
}
