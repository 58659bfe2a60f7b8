import { escapeMarkdown } from '../table/escape';
import { sensible } from '../table/numbers';
import { inline } from '../table/value';

/** What `md` has made, in which everything is escaped that has to be. */
const made = new Set<string>();

/**
 * Markdown text with values in it: md`The BAC is ${bac} %.` Numbers get about four significant digits, null becomes
 * `–`, text is shown literally, even if it looks like Markdown or HTML, unless `md` made it; and the indentation that
 * all lines share is removed. Give the result to `show`.
 */
export function md(strings: TemplateStringsArray, ...values: readonly unknown[]): string {
  const text = strings.map((part, k) => (k < values.length ? part + valueText(values[k]) : part)).join('');
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents);
  const whole = lines.map((line) => line.slice(Number.isFinite(common) ? common : 0)).join('\n');
  made.add(whole);
  return whole;
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return sensible(value);
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  const text = typeof value === 'string' ? value : inline(value);
  return made.has(text) ? text : escapeMarkdown(text);
}
