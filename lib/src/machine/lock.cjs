// @ts-check
// One lock for everything that must not run twice at once: training in a run's folder, set-up. Plain JavaScript without any
// package, because set-up needs it before there is anything else.
//
// A lock is a file that appears with its whole content, by a hard link from a draft, and names its holder. Who finds the lock
// of a process that is gone may succeed it: the claim to that is a second file whose name is that lock's, so that each lock
// has one successor, however many try and wherever they are killed. A successor that dies before it has taken the lock's
// place is succeeded in the same way.
//
// Whether a holder is gone: of a process of this system (same boot, same process namespace) the system says it, by its number
// and the time of its start. Of all others (another host, another container) only a sign of life is seen: every holder writes
// its lock anew each BEAT, and one that was silent for SILENCE is gone. A holder on a host of this name, but of another boot,
// is gone already if its last sign of life is older than this boot and some beats: the computer was started anew. Times are the
// file system's.

const { createHash, randomBytes } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const { basename, dirname, join } = require('node:path');
const { makeFolders } = require('./folders.cjs');

const BEAT = 20_000;
const SILENCE = 600_000;
const SOME_BEATS = 3 * BEAT;
/** After so many milliseconds a lock without a readable holder was left by a crash, and is not being written. */
const WRITING = 5_000;

/**
 * @typedef {object} Process A process of a system.
 * @property {number} pid
 * @property {string | null} started When it started, in the kernel's ticks: a pid is used again. Null where nobody says.
 */

/**
 * @typedef {object} Holder Who holds a lock; the content of its file.
 * @property {number} pid
 * @property {string | null} started
 * @property {string} host
 * @property {string | null} [system] Of which boot and process namespace: see `thisSystem`.
 * @property {string} since ISO 8601.
 * @property {string} [nonce] Names this one lock.
 * @property {readonly Process[]} [children] Programs that it has started, for which a successor waits, too.
 */

/**
 * @typedef {object} Lock A lock that this process holds.
 * @property {() => void} release
 * @property {(pid: number) => void} note Enters a program that this process has started.
 * @property {() => boolean} isOurs Whether nobody has taken it over: a computer may have slept longer than SILENCE.
 */

/** @typedef {{ nonce: string, holder: Holder | null, age: number }} Found A lock as it lies there; `age` in ms. */

/**
 * Takes the lock, or says who has it; a null holder is one that is just writing its name. Throws the system's error, with the
 * lock's path, where the folder cannot be written or something else lies in the lock's place.
 * @param {string} file
 * @returns {{ lock: Lock, holder?: undefined } | { lock: null, holder: Holder | null }}
 */
function tryLock(file) {
  makeFolders(dirname(file));
  try {
    return take(file, new Draft(file));
  } catch (error) {
    throw Object.assign(/** @type {Error} */ (error), { path: file });
  }
}

/**
 * @param {string} file
 * @param {Draft} own
 * @returns {ReturnType<typeof tryLock>}
 */
function take(file, own) {
  try {
    for (;;) {
      const found = look(file, own.now);
      if (found === null) {
        if (own.place(file)) return { lock: own.hold() };
        continue;
      }
      if (isHeld(found)) return { lock: null, holder: found.holder };
      const rival = succeed(file, found, own);
      if (rival === 'taken') return { lock: own.hold() };
      if (rival !== 'changed') return { lock: null, holder: rival.holder };
    }
  } finally {
    own.discard();
  }
}

/**
 * Who holds the lock now; null: nobody, or somebody who is just writing its name.
 * @param {string} file
 * @returns {Holder | null}
 */
function lockHolder(file) {
  const found = look(file, Date.now());
  return found && isHeld(found) ? found.holder : null;
}

/**
 * Takes the place of a dead lock, unless another process does; whoever holds the claim to that alive is the holder to be.
 * @param {string} file
 * @param {Found} dead
 * @param {Draft} own
 * @returns {'taken' | 'changed' | Found}
 */
function succeed(file, dead, own) {
  let claim = claimOn(file, dead);
  while (!own.place(claim)) {
    const rival = look(claim, own.now);
    if (rival === null) return 'changed';
    if (isHeld(rival)) return rival;
    claim = claimOn(file, rival);
  }
  // From here on nobody else can succeed it; but somebody may have, before the claim was free.
  if (look(file, own.now)?.nonce !== dead.nonce) {
    fs.rmSync(claim, { force: true });
    return 'changed';
  }
  own.replace(file);
  for (const name of fs.readdirSync(dirname(file)))
    if (name.startsWith(`${basename(file)}.after-`)) fs.rmSync(join(dirname(file), name), { force: true });
  return 'taken';
}

/** @param {string} file @param {Found} found */
function claimOn(file, { nonce }) {
  return `${file}.after-${nonce}`;
}

/** The content of a lock to be, in a file of its own. */
class Draft {
  /** @param {string} file */
  constructor(file) {
    this.file = file;
    this.nonce = `${tagOfProcess()}-${randomBytes(4).toString('hex')}`;
    this.path = `${file}.${this.nonce}.tmp`;
    /** @type {Holder} */
    this.holder = {
      ...thisProcess(),
      host: os.hostname(),
      system: thisSystem(),
      since: new Date().toISOString(),
      nonce: this.nonce,
    };
    this.write();
    /** Now, on the file system's clock. */
    this.now = this.written();
  }

  written() {
    try {
      return fs.statSync(this.path).mtimeMs;
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  write() {
    try {
      fs.writeFileSync(this.path, JSON.stringify(this.holder), { flag: 'wx' });
    } catch (error) {
      // A full disk lets a file be made, but not filled.
      if (codeOf(error) === 'ENOSPC') fs.rmSync(this.path, { force: true });
      throw error;
    }
  }

  /**
   * Whether a file of that name is now there with this content, and was not before.
   * @param {string} path
   */
  place(path) {
    try {
      fs.linkSync(this.path, path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error) ?? '')) throw error;
      return this.create(path);
    }
  }

  /** @param {string} path As `place`, where the file system has no hard links: the content appears a little later. */
  create(path) {
    try {
      fs.writeFileSync(path, JSON.stringify(this.holder), { flag: 'wx' });
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      fs.rmSync(path, { force: true });
      throw error;
    }
  }

  /** @param {string} path */
  replace(path) {
    fs.renameSync(this.path, path);
  }

  discard() {
    fs.rmSync(this.path, { force: true });
  }

  /** @returns {Lock} */
  hold() {
    const beat = setInterval(() => this.renew(), BEAT);
    beat.unref();
    return {
      isOurs: () => this.isOurs(),
      release: () => {
        clearInterval(beat);
        this.remove();
      },
      note: (pid) => {
        this.holder = {
          ...this.holder,
          children: [...(this.holder.children ?? []), { pid, started: startOf(pid) }],
        };
        this.renew();
      },
    };
  }

  /** Writes the lock anew. A beat that fails is no reason to stop the work. */
  renew() {
    try {
      if (!this.isOurs()) return;
      this.write();
      this.replace(this.file);
    } catch {
      this.discard();
    }
  }

  /**
   * Takes the lock away, if it is ours, and looks twice. What it guarded is done: a disk that fails, or sees nothing there,
   * twice is no reason to fail now, and the lock of a process that is gone is succeeded.
   */
  remove() {
    for (let tries = 0; tries < 2; tries++) {
      try {
        if (this.isOurs()) return fs.rmSync(this.file, { force: true });
      } catch {}
    }
  }

  isOurs() {
    return look(this.file, 0)?.nonce === this.nonce;
  }
}

/**
 * The lock that lies there, or null. One without a readable holder is named by what it is.
 * @param {string} file
 * @param {number} now
 * @returns {Found | null}
 */
function look(file, now) {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (!stat) return null;
  // What is no file, a pipe say, would be waited for; a folder says itself why it cannot be read.
  const text = stat.isFile() || stat.isDirectory() ? textOf(file) : null;
  const holder = text === null ? null : holderOf(text);
  const nature = `${stat.ino} ${stat.mtimeMs} ${text}`;
  const nonce = holder?.nonce ?? createHash('sha256').update(nature).digest('hex').slice(0, 16);
  return { nonce, holder, age: Math.abs(now - stat.mtimeMs) };
}

/** @param {string} text @returns {Holder | null} */
function holderOf(text) {
  try {
    const { pid, host, since, nonce } = JSON.parse(text);
    const whole = Number.isInteger(pid) && typeof host === 'string' && typeof since === 'string';
    return whole && /^[\w-]*$/.test(nonce ?? '') ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** A time ahead says as little as one long ago. @param {Found} found */
function isHeld({ holder, age }) {
  if (holder === null) return age < WRITING;
  if (isHere(holder)) return [holder, ...(holder.children ?? [])].some(isAlive);
  return (
    age < (isOfEarlierBoot(holder) ? Math.min(SILENCE, Math.max(1000 * os.uptime(), SOME_BEATS)) : SILENCE)
  );
}

/** Whether a holder ran on a host of this name before it was started anew, or runs on another host of this name. @param {Holder} holder */
function isOfEarlierBoot({ system, host }) {
  return host === os.hostname() && bootOf(system) !== null && bootOf(system) !== bootOf(thisSystem());
}

/** @param {string | null | undefined} system */
function bootOf(system) {
  return system?.split(' ')[0] ?? null;
}

/** Whether a holder's pid means a process of this system. @param {Holder} holder */
function isHere({ system, host }) {
  return typeof system === 'string' ? system === thisSystem() : host === os.hostname();
}

/** Whether a process of this system runs. @param {Process} process_ */
function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  // A process that is only waited for has no start any more.
  return startOf(pid) === started && (started !== null || startOf(process.pid) === null);
}

/** @returns {Process} */
function thisProcess() {
  return { pid: process.pid, started: startOf(process.pid) };
}

/**
 * Boot and process namespace of this process: within both a pid means one process. Null where the system does not say.
 * @returns {string | null}
 */
function thisSystem() {
  const boot = textOf('/proc/sys/kernel/random/boot_id')?.trim();
  if (!boot) return null;
  try {
    return `${boot} ${fs.readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}

/**
 * Field 22 of Linux's /proc/PID/stat; null on other systems, and for a process that is only waited for.
 * @param {number} pid
 * @returns {string | null}
 */
function startOf(pid) {
  const stat = textOf(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // Field 2, the name, may hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : fields[19];
}

/** Names this process in the names of its drafts: number, start, system. */
function tagOfProcess() {
  return `${process.pid}-${startOf(process.pid) ?? 0}-${systemTag()}`;
}

function systemTag() {
  return createHash('sha256').update(`${thisSystem()} ${os.hostname()}`).digest('hex').slice(0, 8);
}

/**
 * Whether a draft or a temporary folder, whose name holds `tagOfProcess()`, is left over from a process that is gone.
 * @param {string} name
 * @param {number} age Milliseconds since it was last written.
 */
function isLeftOver(name, age) {
  const tag = /(?:^|[.-])(\d+)-(\d+)-([0-9a-f]{8})(?:$|[.-])/.exec(name);
  if (!tag) return false;
  const [, pid, started, system] = tag;
  if (system !== systemTag()) return age > 6 * SILENCE;
  return !isAlive({ pid: Number(pid), started: started === '0' ? null : started });
}

/** @param {string} file */
function textOf(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}

module.exports = { SILENCE, isHere, isLeftOver, lockHolder, tagOfProcess, tryLock };
