import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chanceNote } from '../lib/src/cli/measure';
import { trainCommand } from '../lib/src/cli/train';
import type { PaperReport } from '../lib/src/paper/report';

const fragility = join(__dirname, '..', 'lib', 'bin', 'fragility.js');
const npz = join(__dirname, 'data', 'embeddings', 'head-no-logits.npz');

/** What a shell says of a command line with `fragility` in it. */
function shell(line: string) {
  const script = `fragility() { '${process.execPath}' '${fragility}' "$@"; }; ${line}`;
  return spawnSync('/bin/bash', ['-c', script], { encoding: 'utf8' });
}

it('says its version', () => {
  expect(shell('fragility --version')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});

describe('the output of a command', () => {
  const full = existsSync('/dev/full');
  if (!full) console.log('skipped: there is no /dev/full here');

  it
    .skipIf(!full)
    .each([`measure --embeddings '${npz}'`, '--help', '--version', 'measure --help', 'help train'])(
    '%s that cannot be written ends it with 1, and says so',
    (command) => {
      const { status, stderr } = shell(`fragility ${command} > /dev/full`);
      expect(status).toBe(1);
      expect(stderr).toBe('error: the output is lost: ENOSPC: no space left on device, write\n');
    },
  );

  it('of a command that does not exist ends it with 1, help with 0', () => {
    expect(shell('fragility runs --help').status).toBe(0);
    expect(shell('fragility rums').status).toBe(1);
  });

  it('may be left by its reader', () => {
    const { stderr, stdout } = shell(
      `fragility measure --embeddings '${npz}' | head -1; echo "\${PIPESTATUS[0]}"; fragility runs | true`,
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^A network outside the paper: .*\n0\n$/);
  });

  it('in a folder that was deleted says so', () => {
    const gone = `cd "$(mktemp -d)" && rmdir "$PWD" && fragility`;
    const { status, stderr } = shell(`${gone} train --setting cifar.ce --preset smoke`);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^error: fragility: got a current folder that was deleted, expected one that is there\. Change to another folder/m,
    );
    expect(shell(`${gone} runs`).status).toBe(0);
  });

  it('of a mistake is one line, with the nearest right word', () => {
    expect(shell('fragility meassure').stderr).toBe(
      "error: unknown command 'meassure'\n(Did you mean measure?)\n",
    );
    expect(shell('fragility measure --jsom x').stderr).toMatch(
      /unknown option '--jsom'\n\(Did you mean --json\?\)/,
    );
    const { status, stderr } = shell('fragility train --balance balnced');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: --balance: got "balnced".*perhaps balanced\..*\n$/);
  });
});

it('training recall of chance is said, with its usual causes', () => {
  const note = (trainBac: number | null, C: number) =>
    chanceNote({ classNames: new Array(C).fill('c'), measures: { trainBac } as PaperReport['measures'] });
  expect(note(0.104, 10)).toMatch(
    /is 10\.4 %, and chance is 10\.0 %: .* normalised .* another order, labels/,
  );
  expect(note(0.5, 2)).toMatch(/chance is 50\.0 %/);
  expect([note(0.2, 10), note(0.6, 2), note(null, 10)]).toEqual([null, null, null]);
});

it.each([
  [['epochs=1', 'epochs=2'], /--set: got epochs twice, expected each key once/],
  [['seed=3'], /--set: got seed, .*Write --seed instead/],
  [['epochs'], /--set: got "epochs", expected key=value/],
])('a value that another would overrule is refused: %s', async (set, says) => {
  const options = { setting: 'cifar.ce', balance: 'imbalanced', preset: 'smoke', seed: '0', runs: 'runs' };
  await expect(trainCommand({ ...options, set })).rejects.toThrow(says);
});
