import { expect, it } from 'vitest';
import { agrees, npmPackages } from './npm-packages.mjs';
import { here } from './world.mjs';

/** @import { World } from './world.mjs' */

const lock = {
  packages: {
    '': { version: '0.1.0' },
    lib: { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-windows': { version: '2.0.0', optional: true },
  },
};
const installed = (/** @type {Record<string, string>} */ versions) => ({
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
  const read = (/** @type {string} */ path) =>
    path.includes('.package-lock') ? record : JSON.stringify(lock);
  const files = { ...here.files, read, size: () => 1 };
  expect(npmPackages.isDone({ ...here, files })).toBe(false);
});

it('hears why npm fails where its caller silenced it', async () => {
  const given = {};
  /** @type {World['run']} */
  const run = async (_log, _npm, _args, options) => {
    Object.assign(given, options?.env);
    return '';
  };
  await npmPackages.run(() => {}, { ...here, env: { npm_config_loglevel: 'silent' }, run });
  expect(given).toMatchObject({ npm_config_loglevel: 'notice' });
});
