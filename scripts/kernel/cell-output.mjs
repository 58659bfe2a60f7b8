/** Characters that one cell may print: beyond this a browser becomes slow, and a notebook's file large. */
const PRINTED = 1_000_000;
/** Bytes that may wait to be sent before further displays are left out. */
const WAITING = 64e6;
/** Milliseconds for which printed text is collected into one message. */
const PACE = 25;

/** What one cell shows: printed text, joined into few messages, and displays; bounded, with a note of what is left out. */
export class CellOutput {
  #publish;
  #waiting;
  #name = '';
  #text = '';
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #printed = 0;
  #omitted = { characters: 0, lines: 0, displays: 0 };

  /**
   * `publish(type, content)` sends a message to every client; `waiting()` tells how many bytes are not sent yet.
   *
   * @param {(type: string, content: Record<string, unknown>) => void} publish
   * @param {() => number} waiting
   */
  constructor(publish, waiting) {
    this.#publish = publish;
    this.#waiting = waiting;
  }

  /** Prints `text`. @param {string} name `stdout` or `stderr` @param {string} text */
  write(name, text) {
    const kept = text.slice(0, PRINTED - this.#printed);
    this.#printed += kept.length;
    if (kept.length < text.length) this.#omit(text, kept.length);
    if (kept === '') return;
    if (name !== this.#name) this.flush();
    this.#name = name;
    this.#text += kept;
    this.#timer ??= setTimeout(() => this.flush(), PACE);
  }

  /** Shows a bundle, or replaces one that was shown. @param {unknown} content @param {boolean} update */
  display(content, update) {
    this.flush();
    if (this.#waiting() > WAITING) this.#omitted.displays++;
    else
      this.#publish(
        update ? 'update_display_data' : 'display_data',
        /** @type {Record<string, unknown>} */ (content),
      );
  }

  /** Sends what has been printed so far. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#text;
    this.#text = '';
    if (text) this.#publish('stream', { name: this.#name, text });
  }

  /** The cell has ended: sends the rest, and says what was left out. What is printed later still comes, up to the bound. */
  finish() {
    this.flush();
    const note = describeOmitted(this.#omitted);
    if (note) this.#publish('stream', { name: 'stderr', text: `\n${note}\n` });
    this.#omitted = { characters: 0, lines: 0, displays: 0 };
  }

  /** @param {string} text @param {number} from */
  #omit(text, from) {
    this.#omitted.characters += text.length - from;
    for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) this.#omitted.lines++;
  }
}

/** @param {Record<'characters' | 'lines' | 'displays', number>} omitted */
function describeOmitted({ characters, lines, displays }) {
  const count = (/** @type {number} */ n, /** @type {string} */ what) =>
    `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
  const bound = `a cell shows its first ${count(PRINTED, 'character')}`;
  const notes = [];
  if (characters) notes.push(`${count(lines, 'line')} (${count(characters, 'character')}): ${bound}`);
  if (displays) notes.push(`${count(displays, 'display')}: too much was waiting to be sent`);
  return notes.map((note) => `[Left out: ${note}.]`).join('\n');
}
