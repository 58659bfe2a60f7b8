const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element with its attributes and its children: elements or text. */
function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same of SVG. */
function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A dot in the colour of class c. */
function dot(c) {
  return html('span', { class: 'dot', style: `background:${data.colors[c]}` });
}

/** The picture of point i, `zoom` times its size, or null where there are no pictures. */
function thumbnail(i, zoom) {
  if (!data.sprite) return null;
  const { source, columns, rows, width, height } = data.sprite;
  const [x, y] = [(i % columns) * width, Math.floor(i / columns) * height].map((pixels) => -zoom * pixels);
  const size = `width:${zoom * width}px;height:${zoom * height}px`;
  const sheet = `${zoom * columns * width}px ${zoom * rows * height}px`;
  const style = `${size};background:url(${source}) ${x}px ${y}px/${sheet}`;
  return html('span', {
    class: 'thumbnail',
    role: 'img',
    'aria-label': data.classNames[data.labels[i]],
    style,
  });
}
