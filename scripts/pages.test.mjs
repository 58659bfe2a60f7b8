import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at } from './paths.mjs';

const docs = readdirSync(at('docs')).filter((file) => file.endsWith('.md'));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'environment.md',
  'data/README.md',
  ...docs.map((file) => `docs/${file}`),
];

describe.each(pages)('%s', (page) => {
  const text = readFileSync(at(...page.split('/')), 'utf8');

  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link);
    const folder = dirname(at(...page.split('/')));
    expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
  });

  it('names commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
    const named = [...text.matchAll(/\bnpm run (?:-s )?([\w-]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

it('CONTRIBUTING.md names files and rooms that there are', () => {
  const text = readFileSync(at('CONTRIBUTING.md'), 'utf8');
  const paths = [...text.matchAll(/`((?:lib|scripts|test|notebooks|data)\/[\w./-]+)`/g)].map(
    ([, path]) => path,
  );
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => !existsSync(at(...path.split('/'))))).toEqual([]);
  const rooms = text.slice(text.indexOf('## Rooms'), text.indexOf('Imports go one way'));
  const named = [...rooms.matchAll(/(\w+)\//g)].map(([, room]) => room);
  const there = readdirSync(at('lib', 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(named.sort()).toEqual(there.map(({ name }) => name).sort());
});
