import { visible } from './escape';

/** Entries of a list, characters of a string, and of a whole line, that are shown. */
const [ENTRIES, LETTERS, LONGEST] = [8, 100, 1000];

/** A value that holds others: what stands around them, those that are shown, and how many there are. */
interface Container {
  readonly open: string;
  readonly close: string;
  readonly shown: readonly (readonly [label: string, value: unknown])[];
  readonly size: number;
}

/**
 * Any value in one short line, much as a console prints it: two levels deep, eight entries a list. No getter is called;
 * what cannot be read says so. Never throws.
 */
export function inline(value: unknown): string {
  return guarded(() => cut(line(value, 2, []), LONGEST));
}

/** Any value in a few lines: as `inline` if that is short, else with a line for each of its first entries. Never throws. */
export function described(value: unknown): string {
  const short = typeof value === 'string' ? cut(visible(value), LONGEST) : inline(value);
  if (short.length <= 78 || typeof value !== 'object' || value === null) return short;
  return guarded(() => {
    const held = containerOf(value, 20);
    if (!held) return short;
    const lines = held.shown.map(
      ([label, entry]) => `  ${label}${cut(line(entry, 1, [value]), 3 * LETTERS)},`,
    );
    return [held.open, ...lines, ...(more(held) ? [`  ${more(held)}`] : []), held.close].join('\n');
  });
}

function guarded(told: () => string): string {
  try {
    return told();
  } catch {
    return '[cannot be read]';
  }
}

function line(value: unknown, depth: number, above: readonly object[]): string {
  if (typeof value === 'string') return `'${cut(visible(value), LETTERS)}'`;
  if (value === GETTER) return '[Getter]';
  if (typeof value === 'bigint') return `${cut(String(value), LETTERS)}n`;
  if (typeof value === 'function') return `[Function: ${nameOf(value) || 'anonymous'}]`;
  if (typeof value !== 'object' || value === null) return cut(visible(String(value)), LETTERS);
  if (above.includes(value)) return '[Circular]';
  const held = containerOf(value, ENTRIES);
  if (!held) return cut(visible(plain(value)), 3 * LETTERS);
  if (held.size === 0) return `${held.open}${held.close}`;
  if (depth === 0) return `${held.open} … ${held.close}`;
  const entries = held.shown.map(([label, entry]) => label + line(entry, depth - 1, [...above, value]));
  return `${held.open} ${[...entries, ...(more(held) ? [more(held)] : [])].join(', ')} ${held.close}`;
}

/** Objects that say in a word what they are. */
function plain(value: object): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return '[Promise: write await before it]';
}

function containerOf(value: object, entries: number): Container | null {
  const one = [Date, RegExp, Error, Promise].some((kind) => value instanceof kind);
  if (one) return null;
  const name = className(value);
  if (Array.isArray(value))
    return listOf(value, value.length > entries ? `Array(${value.length}) ` : '', entries);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const list = value as unknown as ArrayLike<unknown>;
    return listOf(list, `${name}(${list.length}) `, entries);
  }
  if (value instanceof Map) {
    const shown = take(value.entries(), entries).map(
      ([key, entry]) => [`${line(key, 0, [])} => `, entry] as const,
    );
    return { open: `${name}(${value.size}) {`, close: '}', shown, size: value.size };
  }
  if (value instanceof Set) {
    const shown = take(value.values(), entries).map((entry) => ['', entry] as const);
    return { open: `${name}(${value.size}) {`, close: '}', shown, size: value.size };
  }
  return recordOf(value, name, entries);
}

function listOf(list: ArrayLike<unknown>, kind: string, entries: number): Container {
  const rounded = (entry: unknown) =>
    list instanceof Float32Array ? Number((entry as number).toPrecision(6)) : entry;
  const shown = Array.from(
    { length: Math.min(list.length, entries) },
    (_, k) => ['', rounded(list[k])] as const,
  );
  return { open: `${kind}[`, close: ']', shown, size: list.length };
}

function recordOf(value: object, name: string, entries: number): Container {
  const keys = Object.keys(value);
  const shown = keys.slice(0, entries).map((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key);
    const label = /^[\w$]+$/.test(key) ? key : `'${cut(visible(key), LETTERS)}'`;
    return property && 'value' in property
      ? ([`${label}: `, property.value] as const)
      : ([`${label}: `, GETTER] as const);
  });
  return { open: name === 'Object' ? '{' : `${name} {`, close: '}', shown, size: keys.length };
}

/** Stands for a value that only a call would tell. */
const GETTER = Symbol('computed when it is read');

function take<T>(values: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  for (const value of values) {
    if (taken.length === count) break;
    taken.push(value);
  }
  return taken;
}

function more({ shown, size }: Container): string {
  const left = size - shown.length;
  return left > 0 ? `... ${left} more item${left === 1 ? '' : 's'}` : '';
}

function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return '[Object: null prototype]';
  const maker = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return (typeof maker === 'function' && nameOf(maker)) || 'Object';
}

function nameOf(made: object): string {
  const name: unknown = Object.getOwnPropertyDescriptor(made, 'name')?.value;
  return typeof name === 'string' ? cut(visible(name), LETTERS) : '';
}

/** At most so many characters, and a sign that there were more. */
export function cut(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text.slice(0, most)}… (${text.length.toLocaleString('en-US')} characters)`;
}
