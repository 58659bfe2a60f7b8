import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { listRuns } from '../lib/src/cli/list-runs';
import { resolveConfig, runName } from '../lib/src/train/config';
import { SHAPES, SMALL } from './training-fixtures';

const home = mkdtempSync(join(tmpdir(), 'fragility-train-'));
afterAll(() => rmSync(home, { recursive: true }));

const config = resolveConfig(SMALL);
const name = runName(config);

/** As `fragility train --runs HOME/RUNS`; Ctrl-C, or another signal, comes once it has said `line`. */
function train(runs: string, line = '', signal = 'SIGINT') {
  const script = join(__dirname, 'terminal-child.cjs');
  const folder = join(home, runs);
  const args = [script, JSON.stringify(SHAPES), JSON.stringify(config), folder, line, signal];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).not.toContain('Error');
  return { status, lines: stdout.trimEnd().split('\n'), folder: join(folder, name) };
}

describe('fragility train', { timeout: 60_000 }, () => {
  const whole = train('whole');

  it('says what it does, line by line where no one watches', () => {
    expect(whole.status).toBe(0);
    expect(whole.lines[0]).toBe(`cifar.ce, imbalanced, preset paper: 3 epochs into ${whole.folder}`);
    expect(whole.lines[1]).toMatch(/^epoch 1\/3 {2}loss \d\.\d{4} {2}test BAC \d+\.\d\d % {2}\d+\.\d s$/);
    expect(whole.lines[4]).toBe('extracting the embeddings of the best network');
    expect(whole.lines[5]).toMatch(/^finished: best test BAC \d+\.\d\d % at epoch [123] of 3$/);
    expect(whole.lines[6]).toBe(`measure it: npx fragility measure --run ${whole.folder}`);
    expect(whole.lines[7]).toBe(`study it in a notebook: await cf.loadRun("${whole.folder}")`);
    expect(whole.lines).toHaveLength(8);
  });

  it('of the same configuration says that it is there, and trains nothing', () => {
    const again = train('whole');
    expect(again.lines[0]).toMatch(/this configuration is trained already, reusing /);
    expect(again.lines.slice(1)).toEqual(whole.lines.slice(5));
  });

  it('ends on Ctrl-C with 130 and the way to go on, which leads to the same bits', async () => {
    const stopped = train('stopped', 'epoch 1/3');
    expect(stopped.status).toBe(130);
    const runs = join(home, 'stopped');
    const command =
      'npx fragility train --setting cifar.ce --balance imbalanced --preset paper --seed 0 --set imagesPerClass=20 ' +
      `imbalanceRatio=10 depth=8 epochs=3 batchSize=14 warmupEpochs=1 --runs ${runs}`;
    expect(stopped.lines.slice(-2)).toEqual([
      'stopping; once more to stop at once',
      `stopped; go on with: ${command}`,
    ]);
    expect(readdirSync(stopped.folder)).toContain('checkpoint.safetensors');
    expect(await listed(runs)).toMatch(
      new RegExp(`seed 0: epoch 1 of 3, best test BAC .* %\\n    go on with: ${command}$`),
    );

    const resumed = train('stopped');
    expect(resumed.lines[0]).toMatch(/going on after epoch 1 of 3 in /);
    expectSameFiles(resumed.folder, whole.folder);
    expect(await listed(runs)).toMatch(/seed 0: finished, best test BAC [^\n]* %$/);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGUSR1'])(
    'ends on %s with 75, saved, and leads to the same bits',
    (signal) => {
      const stopped = train(signal, 'epoch 2/3', signal);
      expect(stopped.status).toBe(75);
      expect(stopped.lines.at(-1)).toMatch(/^stopped; go on with: npx fragility train /);
      expect(train(signal).lines[0]).toMatch(/going on after epoch 2 of 3 in /);
      expectSameFiles(stopped.folder, whole.folder);
    },
  );

  it('stopped while it extracts the embeddings, extracts the rest', async () => {
    expect(train('late', 'epoch 3/3').status).toBe(130);
    expect(await listed(join(home, 'late'))).toMatch(
      /epoch 3 of 3, .*\n {4}go on with: npx fragility train /,
    );
    const resumed = train('late');
    expect(resumed.status).toBe(0);
    expectSameFiles(resumed.folder, whole.folder);
  });

  it('takes two signals at the same moment for one, a later one for an order', async () => {
    const child = spawn(process.execPath, [join(__dirname, 'interrupt-child.cjs')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const said: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      said.push(line);
      if (line === 'ready' || line === 'asked' || line === 'still here') child.kill('SIGINT');
    }
    expect(await ended).toEqual([null, 'SIGINT']);
    expect(said.slice(0, 3)).toEqual(['ready', 'asked', 'still here']);
  });
});

async function listed(runs: string): Promise<string> {
  vi.stubEnv('FRAGILITY_REFERENCE', join(home, 'no reference runs'));
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await listRuns(runs);
  const text = log.mock.calls.join('\n');
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  return text;
}

/** Same names, same bits; of the history and the configuration only the names. */
function expectSameFiles(folder: string, expected: string): void {
  expect(readdirSync(folder).sort()).toEqual(readdirSync(expected).sort());
  for (const file of readdirSync(expected).filter((f) => /\.(safetensors|arrow)$/.test(f)))
    expect(readFileSync(join(folder, file)).equals(readFileSync(join(expected, file))), file).toBe(true);
}
