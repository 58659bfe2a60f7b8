import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { at } from '../paths.mjs';
import { npmPackages, pythonPackages } from './page.mjs';

const page = readFileSync(at('docs', 'licences.md'), 'utf8');

it('has every package that is installed, in its version, and no other (npm run licences)', () => {
  const shown = [...page.matchAll(/^\| (\S+) \| (\S+) \| .+ \|$/gm)].map(
    ([, name, version]) => `${name} ${version}`,
  );
  const locked = [...npmPackages(), ...pythonPackages()].map(([name, version]) => `${name} ${version}`);
  expect(shown.filter((row) => !row.startsWith('package ') && !row.startsWith('---'))).toEqual(locked);
});

const lists = readdirSync(at('scripts', 'requirements')).filter((file) => file.endsWith('.txt'));

it.each(lists)('%s: every package has a version and hashes', (list) => {
  const text = readFileSync(at('scripts', 'requirements', list), 'utf8');
  const entries = text.replace(/^#.*\n/gm, '').split(/\n(?=\S)/);
  expect(entries.length).toBeGreaterThan(0);
  for (const entry of entries)
    expect(entry).toMatch(/^[\w.-]+(\[.*\])?==\S+.*\\\n {4}--hash=sha256:[0-9a-f]{64}/);
});

it.each(lists)('%s has what is asked for', (list) => {
  const asked = readFileSync(at('scripts', 'requirements', list.replace('.txt', '.in')), 'utf8');
  const text = readFileSync(at('scripts', 'requirements', list), 'utf8');
  for (const line of asked.trim().split('\n')) expect(text).toContain(`${line.replace(/\[.*\]/, '')} `);
});
