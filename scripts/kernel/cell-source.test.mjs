import { expect, it } from 'vitest';
import { mendCell } from './cell-source.mjs';

it('writes shorthand properties out', () => {
  expect(mendCell('const o = { a, b: { c }, d: 1 };')).toBe('const o = { a: a, b: { c: c }, d: 1 };');
});

it('leaves destructuring declarations and defaults alone', () => {
  expect(mendCell('const { a, b = 2 } = o;')).toBe('const { a, b = 2 } = o;');
  expect(mendCell('({ a = 1 } = o);')).toBe('({ a = 1 } = o);');
});

it('makes an awaited parenthesis an awaited expression', () => {
  expect(mendCell('const x = await (f());')).toBe('const x = await Promise.resolve (f());');
  expect(mendCell('await f();')).toBe('await f();');
});

it('leaves text and comments alone, and every line where it was', () => {
  const cell = "// { a }\nconst s = '{ a } await (x)';\n\nf({ s });";
  expect(mendCell(cell)).toBe("// { a }\nconst s = '{ a } await (x)';\n\nf({ s: s });");
});
