import { expect, it } from 'vitest';
import { awaitsAtTop, mendCell } from './cell-source.mjs';

it('writes shorthand properties out', () => {
  expect(mendCell('const o = { a, b: { c }, d: 1 };')).toBe('const o = { a: a, b: { c: c }, d: 1 };');
});

it('leaves destructuring declarations and defaults alone', () => {
  expect(mendCell('const { a, b = 2 } = o;')).toBe('const { a, b = 2 } = o;');
  expect(mendCell('({ a = 1 } = o);')).toBe('({ a = 1 } = o);');
});

it('knows an awaiting cell from one that only defines what awaits', () => {
  for (const code of [
    'await f();',
    'const x = await (f());',
    'await [p][0]',
    'for await (const x of y) f(x);',
  ])
    expect([code, awaitsAtTop(code)]).toEqual([code, true]);
  const inside = [
    'f();',
    '"await (x)"',
    'async () => await (x)',
    'class A { async m() { for await (x of y); } }',
  ];
  for (const code of inside) expect([code, awaitsAtTop(code)]).toEqual([code, false]);
});

it('reads an awaited object as one', () => {
  expect(mendCell('await { a }')).toBe('await { a: a }');
});

it('leaves text and comments alone, and every line where it was', () => {
  const cell = "// { a }\nconst s = '{ a } await (x)';\n\nf({ s });";
  expect(mendCell(cell)).toBe("// { a }\nconst s = '{ a } await (x)';\n\nf({ s: s });");
});
