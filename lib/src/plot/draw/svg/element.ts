/** Characters that XML gives a meaning. */
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}

/** `<name a="1">content</name>`; attributes that are undefined are left out, numbers get at most two decimals. */
export function element(
  name: string,
  attributes: Record<string, string | number | undefined>,
  content = '',
): string {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === 'number' ? Number(value.toFixed(2)) : escapeXml(String(value))}"`,
    );
  return content ? `<${name}${pairs.join('')}>${content}</${name}>` : `<${name}${pairs.join('')}/>`;
}

/** Where and how a text stands. */
export interface TextStyle {
  x: number;
  y: number;
  fill: string;
  /** Default: 14. */
  size?: number;
  /** Default: `start`. */
  anchor?: 'start' | 'middle' | 'end';
  /** Default: `auto`, the text's foot. */
  baseline?: 'auto' | 'central' | 'hanging';
  /** Degrees, clockwise. Default: 0. */
  angle?: number;
}

/** One line of text; Plotly's `<b>` and `<i>` around the whole are kept as bold and italic, other marks dropped. */
export function text(content: string, style: TextStyle): string {
  if (!content) return '';
  const { x, y, fill, size = 14, anchor = 'start', baseline = 'auto', angle = 0 } = style;
  const attributes = {
    ...{ x, y, fill, 'font-size': size, 'text-anchor': anchor, 'dominant-baseline': baseline },
    'font-weight': content.startsWith('<b>') ? 'bold' : undefined,
    'font-style': content.startsWith('<i>') ? 'italic' : undefined,
    transform: angle ? `rotate(${angle} ${x.toFixed(1)} ${y.toFixed(1)})` : undefined,
  };
  return element('text', attributes, escapeXml(content.replace(/<br>/g, ' ').replace(/<[^>]+>/g, '')));
}
