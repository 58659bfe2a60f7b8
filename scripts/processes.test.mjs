import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { at } from './paths.mjs';
import { endMarked } from './processes.mjs';

const MODULE = pathToFileURL(at('scripts', 'processes.mjs')).href;
const started = new Set();
afterEach(() => {
  for (const pid of started) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  started.clear();
});

/** A command with a child that has a child; resolves with the process, and the ids of the other two. */
async function commandWithChildren({ options = '', env = {}, child = 'sleep 600 & echo $! $$; wait' } = {}) {
  const script = `
    import { endWithChildren, spawnChild } from ${JSON.stringify(MODULE)};
    endWithChildren();
    spawnChild('sh', ['-c', ${JSON.stringify(child)}], { stdio: ['ignore', 'inherit', 'ignore'], ${options} });`;
  const command = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: '', ...env },
  });
  const [line] = await once(command.stdout, 'data');
  const pids = line.toString().trim().split(/\s+/).map(Number);
  for (const pid of [Number(command.pid), ...pids]) started.add(pid);
  return { command, pids };
}

it.each(
  /** @type {[NodeJS.Signals, number][]} */ ([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGUSR1', 138],
    ['SIGTERM', 143],
  ]),
)('%s ends a command, its children and theirs', async (signal, code) => {
  const { command, pids } = await commandWithChildren();
  command.kill(signal);
  expect(await once(command, 'exit')).toEqual([code, null]);
  await gone(pids);
});

it('ends a child that stays in the terminal’s group too', async () => {
  const { command, pids } = await commandWithChildren({
    options: 'detached: false',
    child: 'echo $$; exec sleep 600',
  });
  command.kill('SIGTERM');
  await once(command, 'exit');
  await gone(pids);
});

it('kills what carries a mark, in whatever group it is, and nothing else', async () => {
  const mark = { FRAGILITY_TEST_MARK: randomUUID() };
  const options = /** @type {const} */ ({ detached: true, stdio: 'ignore' });
  const marked = spawn('sleep', ['600'], { ...options, env: { ...process.env, ...mark } });
  const other = spawn('sleep', ['600'], options);
  for (const { pid } of [marked, other]) started.add(Number(pid));
  endMarked(mark);
  await gone([Number(marked.pid)]);
  expect(isAlive(Number(other.pid))).toBe(true);
});

it('ends children and theirs when it is killed itself', async () => {
  const { command, pids } = await commandWithChildren({ child: 'sleep 600 & sleep 0.3; echo $! $$; wait' });
  command.kill('SIGKILL');
  await gone(pids);
});

it('ends a child that was just starting when it was killed itself', async () => {
  const script = `
    const processes = require('node:child_process');
    const { spawn } = processes;
    processes.spawn = (name, ...rest) => {
      const child = spawn(name, ...rest);
      if (name !== 'sleep') return child;
      require('node:fs').writeSync(1, String(child.pid));
      process.kill(process.pid, 'SIGKILL');
    };
    require('node:module').syncBuiltinESMExports();
    import(${JSON.stringify(MODULE)}).then(({ spawnChild }) => spawnChild('sleep', ['600'], { stdio: 'ignore' }));`;
  const command = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [pid] = await once(command.stdout, 'data');
  started.add(Number(pid));
  await gone([Number(pid)]);
});

it('kills what does not end', async () => {
  const child = "trap '' TERM; echo $$; while true; do sleep 1; done";
  const { command, pids } = await commandWithChildren({ child });
  command.kill('SIGTERM');
  await once(command, 'exit');
  await gone(pids);
});

it('starts nothing more once it ends', async () => {
  const script = `
    import { endWithChildren, spawnChild } from ${JSON.stringify(MODULE)};
    endWithChildren();
    const again = () => spawnChild('sh', ['-c', 'echo $$; exec sleep 600'], { stdio: ['ignore', 'inherit', 'ignore'] }).on('exit', again);
    process.on('uncaughtException', (error) => console.log(error.message));
    again();`;
  const command = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: '' },
  });
  const [line] = await once(command.stdout, 'data');
  started.add(Number(line));
  command.kill('SIGTERM');
  const [said] = await once(command.stdout, 'data');
  expect(said.toString()).toBe('this command is ending\n');
  await once(command, 'exit');
  await gone([Number(line)]);
});

it('ends all when the npm that started it was killed', async () => {
  const script = `
    const { spawn } = require('node:child_process');
    const code = 'import(' + ${JSON.stringify(JSON.stringify(MODULE))} + ').then((m) => {' +
      'm.endWithChildren(); m.spawnChild("sh", ["-c", "echo $$; exec sleep 600"], { stdio: ["ignore", "inherit", "ignore"] }) })';
    spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'inherit', 'inherit'] });
    setInterval(() => {}, 1000);`;
  const npm = spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  const [line] = await once(npm.stdout, 'data');
  started.add(Number(line));
  npm.kill('SIGKILL');
  await gone([Number(line)]);
});

/** Resolves when none of them runs any more; a test's time limit is the only one. @param {number[]} pids */
async function gone(pids) {
  while (pids.some(isAlive)) await sleep(50);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
