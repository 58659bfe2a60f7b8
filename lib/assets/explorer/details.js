/** The features of a class with the largest mean ce, each with the shown images that fire it most. */
function classFeatures(twin, c) {
  if (!twin.points) return html('section', { class: 'absent' });
  const rows = twin.top[c];
  const title = html('h2', {}, `${data.classNames[c]}: loudest features, ${twin.name}`);
  if (rows.length === 0) return html('section', {}, title, 'It had no training images.');
  const head = html(
    'tr',
    {},
    ...['feature', 'mean ce', 'the images that fire it most'].map((text) => html('th', {}, text)),
  );
  const largest = Math.max(...rows.map(({ ce }) => Math.abs(ce)));
  return html(
    'section',
    {},
    title,
    html('table', {}, head, ...rows.map((row) => featureRow(row, largest, c))),
  );
}

function featureRow({ feature, ce, instances, fe }, largest, c) {
  const share = Math.max(0, ce / largest);
  const bar = html('span', { class: 'bar', style: `width:${3 * share}em;background:${data.colors[c]}` });
  const images = instances.map((i, rank) => fired(i, fe[rank]));
  return html(
    'tr',
    {},
    html('td', {}, String(feature)),
    html('td', {}, number(ce), bar),
    html('td', { class: 'images' }, ...images),
  );
}

function fired(i, fe) {
  const name = data.classNames[data.labels[i]];
  const picture = thumbnail(i, 1);
  const label = picture ? [picture] : [dot(data.labels[i]), name];
  const attributes = { class: 'fired', style: `border-color:${data.colors[data.labels[i]]}`, 'data-i': i };
  return html('span', { ...attributes, title: `${name}, fe ${number(fe)}` }, ...label);
}
