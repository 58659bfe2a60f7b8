import { runsAtHand, runsNote } from '../paper/runs-at-hand';
import type { Run } from '../runs/load-run';
import { escapeHtml } from '../table/escape';
import { tableOf } from '../table/sources';
import { Rendered, tableBundle } from './render';

/**
 * What a notebook shows first: how many networks are at hand, which are missing and how to get them; where and how
 * each was trained is folded away.
 */
export function opening(runs: Readonly<Record<string, Run>>): Rendered {
  const rows = runsAtHand(runs);
  const there = rows.filter(({ testBac }) => testBac !== null);
  const missing = rows.filter(({ testBac }) => testBac === null).map(({ model }) => model);
  const lines = [
    `${there.length} networks are at hand: ${there.map(({ model }) => model).join(', ')}.`,
    missing.length > 0 ? `No run: ${missing.join(', ')}.` : 'None is missing.',
    'Their test accuracies, epochs, seeds and where they were trained:',
  ];
  const table = tableOf(rows, rows.length)!;
  const { 'text/html': html, 'text/plain': plain } = tableBundle(table);
  const [first, second, third] = lines.map(escapeHtml);
  const note = runsNote(runs);
  return new Rendered({
    'text/html': `<p>${first}<br>${second}</p><details><summary>${third}</summary>${html}${noteHtml(note)}</details>`,
    'text/plain': [...lines, plain, note].join('\n'),
  });
}

/** The note's few marks of Markdown, as HTML. */
function noteHtml(note: string): string {
  return note
    .split('\n\n')
    .map(escapeHtml)
    .map((part) =>
      part.replace(/`([^`]+)`/g, '<code>$1</code>').replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>'),
    )
    .map((part) => `<p>${part.replace(/\*(.+?)\*/g, '<em>$1</em>')}</p>`)
    .join('');
}
