import { join } from 'node:path';
import { at, python } from '../paths.mjs';
import { outputOf } from '../processes.mjs';
import { writeAtomically } from '../setup/atomic.mjs';
import { setUp } from '../setup/index.mjs';
import { licencesPage } from './page.mjs';

/** @typedef {{ name: string, version: string, license_expression?: string, license?: string, classifier?: string[] }} Metadata */

const LISTS = ['jupyter', 'tensorflow-cpu', 'tensorflow-any', 'tensorflow-gpu', 'snakemake'];

/** Writes docs/licences.md. */
export async function writeLicences() {
  await setUp();
  const newest = await newestPip();
  /** @type {Record<string, string>} */
  const found = {};
  for (const list of LISTS) Object.assign(found, await licencesIn(newest, list));
  writeAtomically(at('docs', 'licences.md'), licencesPage(found));
  console.log('docs/licences.md');
}

/** A Python whose pip reads all that packages state today: that of a fresh environment may be older. */
async function newestPip() {
  const folder = at('.cache', 'licences');
  const own = join(folder, 'bin', 'python');
  await outputOf(python, ['-m', 'venv', folder]);
  await outputOf(own, ['-m', 'pip', 'install', '--quiet', '--upgrade', 'pip']);
  return own;
}

/** Of the packages of a list that this computer would install, by `name==version`: what pip reports without installing. @param {string} newest @param {string} list */
async function licencesIn(newest, list) {
  const options = [
    '--dry-run',
    '--ignore-installed',
    '--quiet',
    '--no-deps',
    '--report',
    '-',
    '--require-hashes',
  ];
  const args = ['-m', 'pip', 'install', ...options, '-r', at('scripts', 'requirements', `${list}.txt`)];
  const { success, output } = await outputOf(newest, args);
  if (!success) return {};
  /** @type {{ metadata: Metadata }[]} */
  const installs = JSON.parse(output.slice(output.indexOf('{'))).install;
  return Object.fromEntries(installs.map(({ metadata }) => [idOf(metadata), licenceOf(metadata)]));
}

/** @param {Metadata} metadata */
function idOf({ name, version }) {
  return `${name.toLowerCase().replace(/[-_.]+/g, '-')}==${version}`;
}

/** Its expression, else its classifier, else the first line of its text. @param {Metadata} metadata */
function licenceOf({ license_expression: expression, license, classifier = [] }) {
  const classified = classifier
    .filter((one) => one.startsWith('License :: '))
    .map((one) => one.split(' :: ').at(-1));
  return expression ?? (classified.join(', ') || license?.split('\n')[0] || 'not stated');
}
