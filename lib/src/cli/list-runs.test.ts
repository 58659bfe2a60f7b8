import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { resolveConfig } from '../train/config';
import { listRuns } from './list-runs';

const home = mkdtempSync(join(tmpdir(), 'fragility-runs-'));
afterAll(() => rmSync(home, { recursive: true }));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const config = JSON.stringify({ config: resolveConfig({ preset: 'smoke' }), environment: {}, moves: [] });
const RECORD =
  '{"epoch":1,"learningRate":0.1,"loss":2,"testRecall":[0.25,0.75],"testBac":0.5,"trainRecall":null,"seconds":1}\n';
const DAMAGED: Record<number, [file: string, content: string]> = {
  0: ['config.json', '{"config": '],
  40: ['history.jsonl', RECORD.slice(0, 50) + '\n'.repeat(2) + RECORD],
  69: ['history.jsonl', `${RECORD}null\n`],
};

it('lists any number of runs in their order, damaged ones among them', async () => {
  vi.stubEnv('FRAGILITY_REFERENCE', join(home, 'none'));
  const folders = Array.from({ length: 70 }, (_, k) =>
    join(home, 'runs', `run-${String(k).padStart(2, '0')}`),
  );
  for (const [k, folder] of folders.entries()) {
    mkdirSync(folder, { recursive: true });
    const files = {
      'config.json': config,
      'history.jsonl': RECORD,
      ...(DAMAGED[k] && Object.fromEntries([DAMAGED[k]])),
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  }
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await listRuns(join(home, 'runs'));
  const said = log.mock.calls.map(([text]) => String(text));
  expect(said.map((text) => text.split('  ')[0])).toEqual(folders);
  for (const [k, text] of said.entries())
    expect(text).toMatch(
      DAMAGED[k]
        ? /cannot be read: .*\/run-\d\d\/(config|history)\.json/
        : /epoch 1 of \d+, best test BAC 50\.00 %/,
    );
});

it('names on one line each what it cannot look into, and lists the others', async () => {
  vi.stubEnv('FRAGILITY_REFERENCE', join(home, 'none'));
  const runs = join(home, 'odd');
  for (const name of ['a\nb', 'looped']) mkdirSync(join(runs, name), { recursive: true });
  writeFileSync(join(runs, 'a\nb', 'config.json'), config);
  symlinkSync('config.json', join(runs, 'looped', 'config.json'));
  symlinkSync('self', join(runs, 'self'));
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await listRuns(runs);
  const said = log.mock.calls.map(([text]) => String(text).split('\n')[0]);
  expect(said).toEqual([
    expect.stringMatching(/odd\/a␊b {2}cifar\.ce .*epoch 0 of/),
    expect.stringMatching(/odd\/looped {2}cannot be read: .*links in a circle/),
    expect.stringMatching(/odd\/self {2}cannot be read: .*links in a circle/),
  ]);
});
