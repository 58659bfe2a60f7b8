import { type CheckState, noteOutcome } from '../notebook/exercises';
import { Rendered } from '../notebook/render';
import { palette } from '../plot/kit/style';
import { escapeHtml } from '../table/escape';
import { sealed } from './seal';

/** MIME type of a check's outcome, for tests of executed notebooks: `{ exercise, passed }`. */
export const CHECK_MIME = 'application/vnd.cnn-fragility.check+json';

/** What a check says, from top to bottom. */
export interface CardText {
  readonly exercise: string;
  readonly state: CheckState;
  /** Goes on after the exercise's name: `case 2 of 4, a tie`. */
  readonly title: string;
  /** Names and values: what was given, expected, and came back. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  /** Sentences below. `code` in backticks. */
  readonly remarks?: readonly string[];
}

const looks: Readonly<Record<CheckState, readonly [mark: string, color: string]>> = {
  passed: ['✓', palette.holds],
  failed: ['✗', palette.fails],
  todo: ['○', palette.unknown],
};

/** The outcome of a check, for `show`. */
export class Checked extends Rendered {
  readonly passed: boolean;

  constructor(text: CardText) {
    const passed = text.state === 'passed';
    super({
      'text/html': cardHtml(text),
      'text/plain': cardText(text),
      [CHECK_MIME]: { exercise: text.exercise, passed, ...sealed(text.exercise, passed) },
    });
    noteOutcome(text.exercise, text.state);
    this.passed = passed;
  }
}

function cardHtml({ exercise, state, title, facts = [], remarks = [] }: CardText): string {
  const [mark, color] = looks[state];
  const cell = (tag: string, text: string) =>
    `<${tag} style="text-align:left;vertical-align:top">${text}</${tag}>`;
  const rows = facts.map(
    ([name, value]) => `<tr>${cell('th', escapeHtml(name))}${cell('td', code(value))}</tr>`,
  );
  return [
    `<div style="border-left:4px solid ${color};padding-left:12px">`,
    `<p><strong>${mark} ${exercise}</strong>: ${withCode(title)}</p>`,
    rows.length ? `<table><tbody>${rows.join('')}</tbody></table>` : '',
    ...remarks.map((remark) => `<p>${withCode(remark)}</p>`),
    '</div>',
  ].join('');
}

function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** Text whose parts in backticks are code. */
function withCode(text: string): string {
  const parts = text.split('`');
  return parts.map((part, k) => (k % 2 ? code(part) : escapeHtml(part))).join('');
}

function cardText({ exercise, state, title, facts = [], remarks = [] }: CardText): string {
  const width = Math.max(0, ...facts.map(([name]) => name.length));
  const lines = facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return [
    `${looks[state][0]} ${exercise}: ${title}`,
    ...lines,
    ...remarks.map((remark) => `  ${remark}`),
  ].join('\n');
}
