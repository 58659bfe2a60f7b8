import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { at } from '../paths.mjs';
import { spawnChild } from '../processes.mjs';
import { StepError } from '../setup/run-logged.mjs';
import { Progress, standing } from './progress.mjs';
import { snakemake } from './snakemake.mjs';

/** @typedef {{ name: string, command: string[], epochs: number, work: number }} PlannedRun */
/** @typedef {{ threads: number, minutes: number, memory: number, runs: PlannedRun[] }} Plan */

/**
 * Runs a sweep and says how it stands; the exit code: 0 if every run is done.
 *
 * @param {string} file
 * @param {{ runs: string, cores?: string | undefined, profile?: string | undefined, dryRun: boolean }} options
 */
export async function sweep(file, { runs, cores, profile, dryRun }) {
  const folder = resolve(runs);
  const own = join(folder, '.sweep');
  mkdirSync(join(own, 'logs'), { recursive: true });
  const planFile = join(own, `${basename(file, '.yaml')}.json`);
  const plan = planOf(file, planFile);
  const before = standing(folder, plan);
  console.log(
    `${plan.runs.length} runs in ${folder}: ${before.done} done, ${plan.runs.length - before.done} to do`,
  );
  if (dryRun || before.done === plan.runs.length) return 0;
  markEnded(join(own, 'ended'), plan, before.missing);
  const args = argumentsFor({ folder, planFile, cores: cores ?? String(plan.threads), profile });
  const program = await snakemake();
  const progress = new Progress(folder, plan);
  const log = join(own, 'snakemake.log');
  const code = await finished(program, args, folder, log, progress);
  return conclude(folder, plan, code, log);
}

/** Tells Snakemake which runs have ended: those that are done, and not those that failed before. @param {string} folder @param {Plan} plan @param {string[]} missing */
function markEnded(folder, plan, missing) {
  mkdirSync(folder, { recursive: true });
  for (const { name } of plan.runs) {
    if (missing.includes(name)) rmSync(join(folder, name), { force: true });
    else writeFileSync(join(folder, name), '');
  }
}

/** @param {string} file @param {string} planFile @returns {Plan} */
function planOf(file, planFile) {
  if (!existsSync(at('lib', 'dist', 'cli', 'main.js')))
    throw new StepError('The library is not built: npm start sets everything up.');
  try {
    const words = [at('lib', 'bin', 'fragility.js'), 'estimate', file, '--plan', '--json', planFile];
    execFileSync(process.execPath, words, { stdio: ['ignore', 'inherit', 'pipe'] });
  } catch (error) {
    throw new StepError(String(/** @type {{ stderr?: Buffer }} */ (error).stderr ?? error).trim());
  }
  return JSON.parse(readFileSync(planFile, 'utf8'));
}

/** @param {{ folder: string, planFile: string, cores: string, profile: string | undefined }} given */
function argumentsFor({ folder, planFile, cores, profile }) {
  const named = profile && !existsSync(profile) ? at('sweeps', 'profiles', profile) : profile;
  if (named && !existsSync(join(named, 'config.yaml')))
    throw new StepError(`--profile=${profile}: there is no ${join(named, 'config.yaml')}.`);
  return [
    ...['--snakefile', at('sweeps', 'Snakefile'), '--directory', folder],
    ...['--config', `plan=${planFile}`, `job=${at('sweeps', 'job.sh')}`],
    // Runs have locks of their own; a report is written in one go, so that one that is there is whole.
    ...[
      '--keep-going',
      '--nolock',
      '--rerun-triggers',
      'mtime',
      '--ignore-incomplete',
      '--scheduler',
      'greedy',
    ],
    ...(named ? ['--profile', resolve(named)] : ['--cores', cores]),
  ];
}

/**
 * @param {string} program @param {string[]} args @param {string} folder @param {string} log @param {Progress} progress
 * @returns {Promise<number>}
 */
async function finished(program, args, folder, log, progress) {
  const output = openSync(log, 'w');
  const child = spawnChild(program, args, { cwd: folder, stdio: ['ignore', output, output] });
  const timer = setInterval(() => progress.say(), 1000);
  const code = await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status) => done(status ?? 1));
  });
  clearInterval(timer);
  return code;
}

/** Lists what failed, each with its log. @param {string} folder @param {Plan} plan @param {number} code @param {string} log */
function conclude(folder, plan, code, log) {
  const { done, missing } = standing(folder, plan);
  console.log(`${done} of ${plan.runs.length} runs are done`);
  for (const name of missing) {
    const file = join(folder, '.sweep', 'logs', `${name}.log`);
    console.log(`  not done: ${name}  ${existsSync(file) ? `${file}: ${lastLine(file)}` : '(not begun)'}`);
  }
  if (missing.length > 0) console.log(`Snakemake's own log: ${log}. The same command goes on.`);
  return missing.length > 0 || code !== 0 ? 1 : 0;
}

/** @param {string} file */
function lastLine(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? '';
}
