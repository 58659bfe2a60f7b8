import { checkValue, number, orNull, text } from '../options';
import { escapeHtml } from '../table/escape';
import { Rendered } from './render';

/**
 * A reader's prediction beside the number that was found, for `show`: they enter a number before they see the chart.
 * `predicted` is null as long as nothing was entered. It is no exercise, and no answer is wrong.
 */
export function prediction(asked: string, predicted: number | null, found: number | null): Rendered {
  checkValue('prediction', 'asked', asked, text);
  checkValue('prediction', 'predicted', predicted, orNull(number()));
  checkValue('prediction', 'found', found, orNull(number()));
  const plain = sentence(asked, predicted, found);
  const html = `<p style="border-left:4px solid currentColor;padding-left:12px">${escapeHtml(plain)}</p>`;
  return new Rendered({ 'text/html': html, 'text/plain': plain });
}

function sentence(asked: string, predicted: number | null, found: number | null): string {
  const it = found === null ? 'There is no such number here' : `Found: ${shown(found)}`;
  if (predicted === null)
    return `${asked}. ${it}. You made no prediction: put a number in place of null, and run the cells again.`;
  if (found === null) return `${asked}. You said ${shown(predicted)}. ${it}.`;
  return `${asked}. You said ${shown(predicted)}. ${it}, ${shown(Math.abs(found - predicted))} ${
    found === predicted ? 'away' : found > predicted ? 'more' : 'less'
  }.`;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
