import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { run } from '../../test/torture/kernel.mjs';
import { python } from '../paths.mjs';
import { jupyterSettings } from '../setup/jupyter-settings.mjs';

const ready = existsSync(python) && jupyterSettings.isDone();
if (!ready) console.log('skipped: the kernel is not set up (npm test does it)');

it.skipIf(!ready)(
  'loses nothing, ends nothing and leaves nothing under attack: `npm run torture -- kernel`, in short',
  async () => {
    const rows = await run();
    expect(rows.length).toBe(13);
    expect(rows.filter(({ lost }) => lost > 0)).toEqual([]);
  },
  400_000,
);
