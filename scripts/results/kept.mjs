import { readFileSync } from 'node:fs';
import { at } from '../paths.mjs';

/** What was measured once and is kept for a page. @param {string} name @returns {Record<string, any>} */
export function kept(name) {
  return JSON.parse(readFileSync(at('data', 'measured', `${name}.json`), 'utf8'));
}

/** The page's text, with calls of facts in it for `fill`. @param {string} name */
export function template(name) {
  return readFileSync(new URL(`${name}.md`, import.meta.url), 'utf8');
}
