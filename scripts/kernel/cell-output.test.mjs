import { expect, it } from 'vitest';
import { CellOutput } from './cell-output.mjs';

function record(waiting = 0) {
  /** @type {[type: string, text: string][]} */
  const messages = [];
  /** @param {string} type @param {{ text?: string }} content */
  const publish = (type, content) => messages.push([type, content.text ?? String(content)]);
  return { messages, output: new CellOutput(publish, () => waiting) };
}

it('joins what is printed, in the order in which it came', () => {
  const { messages, output } = record();
  output.write('stdout', 'a\n');
  output.write('stdout', 'b\n');
  output.write('stderr', 'c\n');
  output.display('picture', false);
  output.write('stdout', 'd\n');
  output.display('picture 2', true);
  output.finish();
  expect(messages).toEqual([
    ['stream', 'a\nb\n'],
    ['stream', 'c\n'],
    ['display_data', 'picture'],
    ['stream', 'd\n'],
    ['update_display_data', 'picture 2'],
  ]);
});

it('shows the first million characters, and says what is left out', () => {
  const { messages, output } = record();
  output.write('stdout', `${'x'.repeat(999_998)}\n12\n`);
  output.write('stdout', 'more\n');
  output.finish();
  expect(messages.map(([, text]) => text.length)[0]).toBe(1_000_000);
  expect(messages[1][1]).toBe(
    '\n[Left out: 2 lines (7 characters): a cell shows its first 1,000,000 characters.]\n',
  );
});

it('leaves displays out while too much waits to be sent', () => {
  const { messages, output } = record(65e6);
  output.display('picture', false);
  output.finish();
  expect(messages).toEqual([['stream', '\n[Left out: 1 display: too much was waiting to be sent.]\n']]);
});
