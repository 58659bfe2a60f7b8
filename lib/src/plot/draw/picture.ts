import { checkValue, text } from '../../options';
import type { Figure } from '../kit/figure';

/** Plotly's drawing of a figure as a picture that says in words what it shows, and holds the figure that it was drawn from. */
export function svgPicture(drawing: string, { data, layout }: Figure): string {
  const title = `<title>${escapeXml(layout.meta.alt)}</title>`;
  const figure = `<metadata>${escapeXml(JSON.stringify({ data, layout }))}</metadata>`;
  return `${drawing.replace(/^(<svg [^>]*)>/, `$1 role="img">${title}${figure}`)}\n`;
}

/** The figure that a picture of `drawFigures` was drawn from; null for any other picture. */
export function figureOfPicture(svg: string): Figure | null {
  checkValue('figureOfPicture', 'svg', svg, text);
  const json = /<metadata>(.*?)<\/metadata>/s.exec(svg)?.[1];
  return json === undefined ? null : JSON.parse(unescapeXml(json));
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function unescapeXml(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
