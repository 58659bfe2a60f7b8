import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../paths.mjs';
import { missingPrograms, startSlurm } from './slurm.mjs';
import { installedSnakemake } from './snakemake.mjs';

/** @import { PlannedRun } from './sweep.mjs' */

const snakemake = installedSnakemake();
const lacking = [...(snakemake ? [] : ['Snakemake (a sweep installs it)']), ...missingPrograms()];
const isRoot = process.getuid?.() === 0;
if (!snakemake) console.log('skipped: sweeps, for Snakemake is not installed yet (npm run sweep does it)');
else if (lacking.length > 0) console.log(`skipped: a sweep by Slurm, for there is no ${lacking.join(', ')}`);
else if (!isRoot) console.log('skipped: a sweep by Slurm, which needs root to start one');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fragility-sweep-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ten thousand and two thousand small pictures in CelebA's format: dark men, light women, with a pattern. */
function writeImages() {
  for (const [file, perClass] of Object.entries({ 'train.bin': 5000, 'test.bin': 1000 })) {
    /** @param {number} label @param {number} i */
    const image = (label, i) =>
      Uint8Array.from({ length: 3073 }, (_, k) =>
        k === 0 ? label : 66 + 64 * label + ((i * 7 + k * 13) % 61),
      );
    const images = [0, 1].flatMap((label) => Array.from({ length: perClass }, (_, i) => image(label, i)));
    writeFileSync(join(folder, file), Buffer.concat(images));
  }
}

const GRIDS = '  - {setting: celeba.ce, preset: smoke, epochs: 6, seed: [0, 1]}\n';

/** Starts a sweep; resolves at its end. @param {string} runs @param {string} grids @param {string[]} more */
function sweep(runs, grids, ...more) {
  const file = join(folder, `${runs}.yaml`);
  writeFileSync(file, `threads: 1\nminutes: 20\nmemory: 1500\nruns:\n${grids}`);
  const args = [at('scripts', 'sweep.mjs'), file, `--runs=${join(folder, runs)}`, ...more];
  const env = { ...process.env, FRAGILITY_CELEBA: folder, FRAGILITY_SNAKEMAKE: snakemake ?? '' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  /** @type {Promise<{ code: number | null, output: string }>} */
  const end = new Promise((done) => child.on('close', (code) => done({ code, output })));
  return { child, end };
}

/** The plan of the same runs, as a file: what `fragility estimate --json` writes. @param {string} name */
function planned(name) {
  const [file, plan] = [join(folder, `${name}.yaml`), join(folder, `${name}.json`)];
  writeFileSync(file, `threads: 1\nruns:\n${GRIDS}`);
  execFileSync(process.execPath, [at('lib', 'bin', 'fragility.js'), 'estimate', file, '--json', plan], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, FRAGILITY_CELEBA: folder },
  });
  return plan;
}

/** Waits until a run has `epochs` epochs behind it; its name. @param {string} runs @param {number} epochs */
async function begun(runs, epochs) {
  for (;;) {
    const there = existsSync(join(folder, runs)) ? readdirSync(join(folder, runs)) : [];
    const name = there.find((one) => epochsOf(runs, one).length >= epochs);
    if (name) return name;
    await sleep(100);
  }
}

/** @param {string} runs @param {string} name @returns {{ seconds: number }[]} */
function epochsOf(runs, name) {
  const file = join(folder, runs, name, 'history.jsonl');
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
}

/** Every number of the runs: reports, and histories without their seconds. @param {string} runs */
function numbers(runs) {
  const names = readdirSync(join(folder, runs)).filter((name) => !name.startsWith('.'));
  return names.map((name) => [
    name,
    JSON.parse(readFileSync(join(folder, runs, name, 'report.json'), 'utf8')),
    epochsOf(runs, name).map(({ seconds: _, ...epoch }) => epoch),
  ]);
}

/** How often each epoch of a run was trained, by its log. @param {string} runs @param {string} name */
function trainings(runs, name) {
  const log = readFileSync(join(folder, runs, '.sweep', 'logs', `${name}.log`), 'utf8');
  return [...log.matchAll(/^epoch (\d+)\//gm)].map(([, epoch]) => Number(epoch));
}

describe.skipIf(!snakemake)('npm run sweep', { timeout: 600_000 }, () => {
  /** @type {Awaited<ReturnType<typeof sweep>['end']>} */
  let whole;
  beforeAll(async () => {
    writeImages();
    whole = await sweep('whole', GRIDS).end;
  }, 600_000);

  it('does every run once', async () => {
    expect(whole).toMatchObject({ code: 0, output: expect.stringContaining('2 of 2 runs are done') });
    for (const [name] of numbers('whole')) expect(trainings('whole', name)).toEqual([1, 2, 3, 4, 5, 6]);
    const again = await sweep('whole', GRIDS).end;
    expect(again.output).toContain('2 done, 0 to do');
  });

  it('that was killed goes on, trains no epoch twice, and has the same numbers; a failed run stops no other', async () => {
    const failing = '  - {setting: celeba.ce, preset: smoke, imagesPerClass: 6000}\n';
    const { child, end } = sweep('killed', failing + GRIDS);
    const name = await begun('killed', 2);
    child.kill('SIGTERM');
    await end;
    const { code, output } = await sweep('killed', failing + GRIDS).end;
    expect(code).toBe(1);
    expect(output).toMatch(/2 of 3 runs are done\n {2}not done: celeba\S+ {2}\S+\.log: error: .*images/);
    expect(trainings('killed', name)).toEqual([1, 2, 3, 4, 5, 6]);
    const [, failed] = /not done: (\S+)/.exec(output) ?? [];
    expect(readFileSync(join(folder, 'killed', '.sweep', 'snakemake.log'), 'utf8')).not.toMatch(/restart/i);
    rmSync(join(folder, 'killed', failed), { recursive: true, force: true });
    expect(numbers('killed')).toEqual(numbers('whole'));
  });

  it.skipIf(lacking.length > 0 || !isRoot)(
    'by Slurm has them too, with a job killed and a node drained',
    async () => {
      const slurm = await startSlurm(mkdtempSync(join(tmpdir(), 'fragility-slurm-')));
      try {
        const { end } = sweep('slurm', GRIDS, '--profile=slurm');
        const name = await begun('slurm', 2);
        const jobs = slurm.ask('squeue', '-h', '-o', '%i %k').split('\n');
        const [id] = jobs.filter((line) => line.includes(name))[0].split(' ');
        slurm.ask('scancel', '--signal=KILL', '--full', id);
        slurm.ask('scontrol', 'update', 'nodename=two', 'state=drain', 'reason=test');
        expect(await end).toMatchObject({ code: 0 });
        expect(numbers('slurm')).toEqual(numbers('whole'));
      } finally {
        slurm.stop();
      }
    },
  );

  it.skipIf(lacking.length > 0 || !isRoot)(
    'by a plain array of Slurm jobs has them too, with a job told to end',
    async () => {
      const slurm = await startSlurm(mkdtempSync(join(tmpdir(), 'fragility-slurm-')));
      try {
        const plan = planned('array');
        mkdirSync(join(folder, 'array'));
        const env = `RUNS=${join(folder, 'array')},FRAGILITY=${at()},FRAGILITY_CELEBA=${folder}`;
        const log = `--output=${join(folder, 'array-%a.log')}`;
        const said = slurm.ask(
          'sbatch',
          '--array=0-1',
          `--export=ALL,${env}`,
          log,
          at('sweeps', 'array.sh'),
          plan,
        );
        const [, job] = /Submitted batch job (\d+)/.exec(said) ?? [];
        expect(job, said).toBeTruthy();
        const name = await begun('array', 2);
        const task = JSON.parse(readFileSync(plan, 'utf8')).runs.findIndex(
          (/** @type {PlannedRun} */ run) => run.name === name,
        );
        slurm.ask('scancel', '--signal=TERM', '--batch', `${job}_${task}`);
        while (slurm.ask('squeue', '-h', '-j', job).trim()) await sleep(1000);
        const trained = readFileSync(join(folder, `array-${task}.log`), 'utf8');
        expect([...trained.matchAll(/^epoch (\d+)\//gm)].map(([, epoch]) => Number(epoch))).toEqual([
          1, 2, 3, 4, 5, 6,
        ]);
        expect(trained).toContain('going on after epoch');
        expect(numbers('array')).toEqual(numbers('whole'));
      } finally {
        slurm.stop();
      }
    },
  );
});
