import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { allNotebooks } from '../../scripts/notebooks/execute.mjs';
import { out } from '../../scripts/paths.mjs';
import { sourcesOf } from './numbers.mjs';

/**
 * Notebooks as they were last executed, `{name, target, notebook}`; `notebook` is null, with a printed reason, where one has not
 * been executed as it is now.
 */
export function executedNotebooks(files = allNotebooks()) {
  return files.map((file) => {
    const name = basename(file, '.ipynb');
    const target = join(out, 'notebooks', `${name}.ipynb`);
    const source = JSON.parse(readFileSync(file, 'utf8'));
    const found = existsSync(target) ? JSON.parse(readFileSync(target, 'utf8')) : null;
    const notebook = found && sourcesOf(found) === sourcesOf(source) ? found : null;
    if (!notebook) console.log(`skipped: ${name} has not been executed as it is now (npm start does it)`);
    return { name, target, notebook };
  });
}
