import { expect, it } from 'vitest';
import { agrees, npmPackages } from './npm-packages.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    lib: { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-windows': { version: '2.0.0', optional: true },
  },
};
const installed = (versions) => ({
  packages: Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
  ),
});

it('is content when every package is there, those for other systems aside', () => {
  expect(agrees(lock, installed({ a: '1.0.0' }))).toBe(true);
});

it('notices another version, a missing package, and that nothing was installed', () => {
  expect(agrees(lock, installed({ a: '1.0.1' }))).toBe(false);
  expect(agrees(lock, installed({ b: '1.0.0' }))).toBe(false);
  expect(agrees(lock, installed({ a: '1.0.0', 'for-windows': '1.9.0' }))).toBe(false);
  expect(agrees(lock, null)).toBe(false);
});

it.each(['{"packages": {', '{}', 'null', '[]', '7'])('is not done by a record that holds %s', (record) => {
  const read = (path) => (path.includes('.package-lock') ? record : JSON.stringify(lock));
  const world = { at: (...parts) => parts.join('/'), files: { read, size: () => 1 } };
  expect(npmPackages.isDone(world)).toBe(false);
});

it('hears why npm fails where its caller silenced it', async () => {
  const given = {};
  const run = async (_log, _npm, _args, { env }) => void Object.assign(given, env);
  await npmPackages.run(() => {}, { env: { npm_config_loglevel: 'silent' }, caches: {}, run });
  expect(given).toMatchObject({ npm_config_loglevel: 'notice' });
});
