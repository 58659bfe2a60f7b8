import { expect, it } from 'vitest';
import { apiPage } from './page.mjs';
import { surface } from './surface.mjs';

const MOST_AT_THE_TOP = 12;
const exported = surface();
const valuesOf = (/** @type {string} */ space) =>
  exported.filter((one) => one.space === space && one.kind !== 'type');

it('is what test/surface.txt says: `npx vitest run scripts/api -u` writes a change down', async () => {
  const lines = exported.flatMap(({ space, name, signatures }) =>
    signatures.map((signature) => `cf.${space ? `${space}.` : ''}${name}: ${signature}`),
  );
  await expect(`${lines.sort().join('\n')}\n`).toMatchFileSnapshot('../../test/surface.txt');
});

it('has about a dozen names at the top, and each of its names in one place', () => {
  expect(valuesOf('').length).toBeLessThanOrEqual(MOST_AT_THE_TOP);
  const top = new Set(exported.filter(({ space }) => space === '').map(({ name }) => name));
  expect(exported.filter(({ space, name }) => space !== '' && top.has(name))).toEqual([]);
});

it('has figures in `cf.plot` and nothing else', () => {
  const others = valuesOf('plot').filter(
    ({ signatures }) => !signatures.every((s) => s.endsWith('): Figure;')),
  );
  expect(others).toEqual([]);
});

it('says of everything what it is', () => {
  expect(exported.filter(({ doc }) => doc === '').map(({ space, name }) => `${space}.${name}`)).toEqual([]);
});

it('is described by docs/api.md as its doc comments say: `npx vitest run scripts/api -u` writes it anew', async () => {
  await expect(apiPage(exported)).toMatchFileSnapshot('../../docs/api.md');
});
