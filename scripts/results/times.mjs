import { readFileSync } from 'node:fs';
import { at } from '../paths.mjs';
import { fill } from './fill.mjs';
import { historyFacts } from './history.mjs';

/** The page of the edition for the browser as Markdown, with what was measured of it. */
export function browserPage() {
  const { values } = JSON.parse(readFileSync(at('data', 'measured', 'browser.json'), 'utf8'));
  const template = readFileSync(new URL('browser.md', import.meta.url), 'utf8');
  return fill(template, { time: (name) => values[name] });
}

/** The page of times as Markdown: from the histories of shipped trainings, and from what was measured and kept. */
export function timesPage() {
  const { values } = JSON.parse(readFileSync(at('data', 'measured', 'times.json'), 'utf8'));
  const template = readFileSync(new URL('times.md', import.meta.url), 'utf8');
  return fill(template, { ...historyFacts, time: (name) => values[name] });
}
