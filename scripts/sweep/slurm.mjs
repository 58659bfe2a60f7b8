import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Programs of a small Slurm: Debian's packages munge, slurmctld, slurmd and slurm-client. */
const PROGRAMS = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scontrol', 'sinfo'];

/** Where Slurm's programs look for their configuration. */
const SYSTEM = '/etc/slurm/slurm.conf';

const env = { ...process.env, PATH: [process.env.PATH, '/usr/sbin'].join(delimiter) };

/** What this computer lacks for it. */
export function missingPrograms() {
  if (existsSync(SYSTEM)) return [`a free ${SYSTEM}`];
  const folders = env.PATH.split(delimiter);
  return PROGRAMS.filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
}

/**
 * Starts a Slurm of two nodes on the loopback address, with everything that it writes in `folder`, but for a link at
 * /etc/slurm/slurm.conf: jobs of Snakemake's plug-in do not see SLURM_CONF. It needs to be root, and no other Slurm. Returns
 * how to speak to it, and to stop it.
 *
 * @param {string} folder
 */
export async function startSlurm(folder, port = 16817) {
  for (const name of ['state', 'spool.one', 'spool.two']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'munge.key'), randomBytes(1024), { mode: 0o600 });
  writeFileSync(join(folder, 'slurm.conf'), configuration(folder, port));
  symlinkSync(join(folder, 'slurm.conf'), SYSTEM);
  const own = { ...env };
  const start = (/** @type {string} */ program, /** @type {string[]} */ args) =>
    execFileSync(program, args, { env: own, stdio: ['ignore', 'ignore', 'inherit'] });
  const file = (/** @type {string} */ name) => join(folder, name);
  const at = { '-S': 'munge.socket', '--key-file': 'munge.key', '--pid-file': 'munged.pid' };
  const logs = { '--log-file': 'munged.log', '--seed-file': 'munged.seed' };
  const words = Object.entries({ ...at, ...logs }).flatMap(([option, name]) => [option, file(name)]);
  start('munged', ['--force', ...words]);
  start('slurmctld', []);
  for (const node of ['one', 'two']) start('slurmd', ['-N', node]);
  for (let tries = 0; !/idle/.test(ask(own, 'sinfo', '-h', '-o', '%T %D')); tries++) {
    if (tries > 100) throw new Error(`Slurm did not start; see ${file('slurmctld.log')}`);
    await sleep(200);
  }
  return { env: own, ask: ask.bind(null, own), stop: () => stopSlurm(folder) };
}

/** Ends the daemons that were started in `folder`. @param {string} folder */
function stopSlurm(folder) {
  for (const name of ['slurmd.one.pid', 'slurmd.two.pid', 'slurmctld.pid', 'munged.pid']) {
    const pid = existsSync(join(folder, name)) ? Number(readFileSync(join(folder, name), 'utf8')) : 0;
    try {
      if (pid > 0) process.kill(pid, 'SIGTERM');
    } catch {
      // It has ended already.
    }
  }
  const linked = lstatSync(SYSTEM, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(SYSTEM);
  if (linked === join(folder, 'slurm.conf')) rmSync(SYSTEM);
}

/** @param {NodeJS.ProcessEnv} own @param {string} program @param {string[]} args */
function ask(own, program, ...args) {
  return spawnSync(program, args, { env: own, encoding: 'utf8' }).stdout ?? '';
}

/** @param {string} folder @param {number} port */
function configuration(folder, port) {
  const node = (/** @type {string} */ name, /** @type {number} */ its) =>
    `NodeName=${name} NodeHostname=${hostname()} NodeAddr=127.0.0.1 Port=${its} CPUs=2 RealMemory=8000`;
  return `ClusterName=fragility
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmctldPort=${port}
SlurmUser=root
AuthInfo=socket=${folder}/munge.socket
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmctldLogFile=${folder}/slurmctld.log
StateSaveLocation=${folder}/state
SlurmdPidFile=${folder}/slurmd.%n.pid
SlurmdLogFile=${folder}/slurmd.%n.log
SlurmdSpoolDir=${folder}/spool.%n
SlurmdParameters=config_overrides
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
KillWait=10
MinJobAge=300
${node('one', port + 1)}
${node('two', port + 2)}
PartitionName=all Nodes=one,two Default=YES MaxTime=INFINITE State=UP
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , what, folder] = process.argv;
  if (what === 'start' && folder) {
    const lacking = missingPrograms();
    if (lacking.length > 0) throw new Error(`not here: ${lacking.join(', ')}`);
    await startSlurm(folder);
    console.log(`Slurm is ready; node scripts/sweep/slurm.mjs stop ${folder} ends it`);
  } else if (what === 'stop' && folder) stopSlurm(folder);
  else
    console.log(
      'node scripts/sweep/slurm.mjs start|stop FOLDER: a Slurm of two nodes on this computer, for tests',
    );
}
