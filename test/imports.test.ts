import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const SRC = join(__dirname, '..', 'lib', 'src');

/** The rooms from the lowest level up. A room imports from lower levels, and from rooms beside it without a circle. */
const LEVELS = [
  ['errors.ts', 'half.ts', 'options', 'visible.ts'],
  ['machine'],
  ['data', 'backend'],
  ['model'],
  ['embed'],
  ['measure'],
  ['runs', 'train'],
  ['paper', 'plot', 'table'],
  ['notebook'],
  ['cli', 'exercises'],
  ['index.ts'],
];

interface Arrow {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
);
const arrows = files.flatMap(importsOf);

/** All imports from other files of the library, types too. */
function importsOf(file: string): Arrow[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const named = [...text.matchAll(/(?:from|import\(|import)\s*'(\.[^']*)'/g)].map(([, name]) => name);
  return named.map((name) => ({ from: file, to: fileOf(relative(SRC, join(SRC, dirname(file), name))) }));
}

function fileOf(path: string): string {
  const candidates = [`${path}.ts`, join(path, 'index.ts'), path, path.replace(/\.js$/, '.ts')];
  return candidates.find((name) => files.includes(name)) ?? path;
}

function roomOf(file: string): string {
  return file.split(/[\\/]/)[0];
}

function levelOf(file: string): number {
  return LEVELS.findIndex((rooms) => rooms.includes(roomOf(file)));
}

/** The circles that a depth-first walk meets, each as `a -> b -> a`. */
function circles(edges: readonly Arrow[]): string[] {
  const nodes = [...new Set(edges.map(({ from }) => from))];
  const next = (node: string) => edges.filter(({ from }) => from === node);
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (node: string, path: readonly string[]): void => {
    if (path.includes(node)) found.push([...path.slice(path.indexOf(node)), node].join(' -> '));
    if (path.includes(node) || done.has(node)) return;
    for (const { to } of next(node)) walk(to, [...path, node]);
    done.add(node);
  };
  for (const node of nodes) walk(node, []);
  return found;
}

it('knows the level of every room', () => {
  expect(files.filter((file) => levelOf(file) < 0)).toEqual([]);
  expect(files.length).toBeGreaterThan(100);
});

it('imports only downwards', () => {
  const upwards = arrows.filter(({ from, to }) => levelOf(from) < levelOf(to));
  expect(upwards.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

it('imports between rooms form no circle', () => {
  const between = arrows.map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to) }));
  expect(circles(between.filter(({ from, to }) => from !== to))).toEqual([]);
});

it('imports between files form no circle', () => {
  expect(circles(arrows)).toEqual([]);
});

it('finds a circle where there is one', () => {
  const triangle = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'c', to: 'a' },
  ];
  expect(circles(triangle)).toEqual(['a -> b -> c -> a']);
  expect(circles(triangle.slice(1))).toEqual([]);
});
