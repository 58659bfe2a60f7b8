/** `node scripts/notebooks/renumber.mjs`: numbers the sections of all notebooks after some were added or moved. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { writeAtomically } from '../setup/atomic.mjs';
import { allNotebooks } from './execute.mjs';
import { renumber, sectionNumbers } from './section-numbers.mjs';

for (const file of allNotebooks()) {
  const text = readFileSync(file, 'utf8');
  const notebook = JSON.parse(text);
  try {
    const fresh = `${JSON.stringify(renumber(notebook), null, 1)}\n`;
    if (fresh !== text) writeAtomically(file, fresh);
    console.log(
      `  ${fresh === text ? '–' : '✓'} ${basename(file)}: was ${sectionNumbers(notebook).join(' ')}`,
    );
  } catch (error) {
    console.error(`  ✗ ${basename(file)}: ${/** @type {Error} */ (error).message}`);
    process.exitCode = 1;
  }
}
