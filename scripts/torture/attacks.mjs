import { readdirSync, readFileSync } from 'node:fs';
import { at } from '../paths.mjs';

/**
 * Each exports `run({ seed, full, count })`, which returns rows `{ what, count, lost }`. Beside them lie their parts,
 * `NAME-….mjs`.
 */
export const attacks = readdirSync(at('test', 'torture'))
  .filter((file) => /^[a-z]+\.mjs$/.test(file))
  .map((file) => file.replace('.mjs', ''));

/** What an attack does and what it counts as lost: the comment that its file begins with. @param {string} name */
export function aboutAttack(name) {
  const [about] = /^(\/\/ .*\n)+/.exec(readFileSync(at('test', 'torture', `${name}.mjs`), 'utf8')) ?? [''];
  return about
    .replace(/^\/\/ /gm, '')
    .replace(/\n/g, ' ')
    .trim();
}
