// Set-up is killed at every change of a file, meets every error of the disk at every access, finds each of its files gone,
// spoilt or another’s, runs against rivals that are killed, and starts in strange places: it makes the same as an undisturbed
// one, or says on one line what to do. Most of it in an imagined clone, whose programs only write files.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  breaker,
  CHANGES,
  contents,
  imaginedWorld,
  Killed,
  killer,
  makeClone,
  PROGRAMS,
} from '../../scripts/setup/imagined-world.mjs';
import { setUp } from '../../scripts/setup/index.mjs';
import { randomFrom } from './random-numbers.mjs';
import { strangePlaces } from './setup-places.mjs';

const CODES = ['EACCES', 'ENOSPC', 'EROFS', 'EIO', 'EMFILE', 'EISDIR', 'ENOTDIR'];
const OUTPUTS = [
  'npm ERR! getaddrinfo EAI_AGAIN',
  'OSError: [Errno 28] No space left on device',
  'Segmentation fault',
];

/** All of each with `full`, else `count` of each, 6 by default. Rows { what, count, lost, losses }. */
export async function run({ seed = 1, full = true, count = full ? Number.POSITIVE_INFINITY : 6 } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'torture-set-up-'));
  const clone = new Clone(join(home, "a clone é's"), randomFrom(seed), count);
  try {
    await clone.prepare();
    return [
      await clone.row('kills at a change of a file', clone.changes(), (at) => clone.killed(at)),
      await clone.row('errors of the disk', clone.errors(), (error) => clone.failing(error)),
      await clone.row('programs that fail', clone.failures(), (failure) => clone.programFails(failure)),
      await clone.row('files that are gone or spoilt', clone.damages(), (damage) => clone.damaged(damage)),
      await clone.row('rivals, one of them killed', clone.rivalries(full ? 60 : 6), (at) => clone.rivals(at)),
      await strangePlaces(home, full ? undefined : 4),
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

class Clone {
  constructor(folder, random, most) {
    Object.assign(this, { folder, random, most });
  }

  /** What an undisturbed set-up makes, and each time that it touches the file system, or a program writes. */
  async prepare() {
    makeClone(this.folder);
    this.before = contents(this.folder);
    this.touches = [];
    await this.setUp({ gate: (name, path) => this.touches.push([name, path]) });
    this.made = JSON.stringify(contents(this.folder));
  }

  setUp(given) {
    return setUp(imaginedWorld(this.folder, given), async (_, work) => void (await work(() => {})));
  }

  async row(what, cases, attempt) {
    const chosen = cases.length <= this.most ? cases : this.some(cases);
    const losses = [];
    for (const one of chosen) {
      makeClone(this.folder);
      const how = await attempt(one).catch((error) => String(error.stack).slice(0, 300));
      if (how) losses.push({ at: one, how });
    }
    return { what, count: chosen.length, lost: losses.length, losses };
  }

  some(cases) {
    return Array.from({ length: this.most }, () => cases[Math.floor(this.random() * cases.length)]);
  }

  changes() {
    return [...this.touches.filter(([name]) => CHANGES.includes(name)).keys()];
  }

  errors() {
    return this.touches.flatMap((_, at) => CODES.map((code) => ({ at, code })));
  }

  failures() {
    return PROGRAMS.flatMap((program) => OUTPUTS.map((output) => ({ program, output })));
  }

  damages() {
    const made = Object.keys(JSON.parse(this.made)).filter((file) => !(file in this.before));
    return made.flatMap((file) => ['gone', 'empty', 'half', 'other'].map((how) => ({ file, how })));
  }

  rivalries(n) {
    return Array.from({ length: n }, () => Math.floor(this.random() * this.changes().length));
  }

  /** Goes on where it was stopped, to the same files. */
  async goesOn() {
    await this.setUp();
    return JSON.stringify(contents(this.folder)) === this.made ? null : 'other files than undisturbed';
  }

  async killed(at) {
    const error = await this.setUp({ gate: killer(at) }).catch((thrown) => thrown);
    return error instanceof Killed ? this.goesOn() : 'was not killed';
  }

  async failing({ at, code }) {
    const error = await this.setUp({ gate: breaker(at, code) }).catch((thrown) => thrown);
    return said(error) ?? this.goesOn();
  }

  async programFails({ program, output }) {
    const error = await this.setUp({ failing: { [program]: output } }).catch((thrown) => thrown);
    const wrong = said(error, /→|whole log/);
    if (wrong) return wrong;
    await this.setUp();
    return null;
  }

  /** Whatever a crash or a hand did to a file: the next set-up throws nothing, and what is gone is made again. */
  async damaged({ file, how }) {
    await this.setUp();
    const path = join(this.folder, file);
    const text = JSON.parse(this.made)[file];
    if (how === 'gone') rmSync(path);
    else writeFileSync(path, { empty: '', half: text.slice(0, text.length / 2), other: '[null, 7]' }[how]);
    await this.setUp();
    const left = JSON.stringify(contents(this.folder)) === this.made;
    // Of a program's own file only the name is looked at.
    return left || how !== 'gone' || !/\.stamp\.json|\.package-lock|kernel\.json|RECORD|\.node$/.test(file)
      ? null
      : 'not made again';
  }

  async rivals(at) {
    const outcomes = await Promise.allSettled([this.setUp({ gate: killer(at) }), this.setUp(), this.setUp()]);
    const wrong = outcomes.slice(1).find(({ status }) => status === 'rejected');
    return wrong ? String(wrong.reason.stack).slice(0, 300) : this.goesOn();
  }
}

/** Null for no error and for one in words with a cure. */
function said(error, cure = /\n→ .+$/) {
  if (!(error instanceof Error)) return null;
  return error.constructor.name === 'StepError' && cure.test(error.message)
    ? null
    : String(error.stack).slice(0, 300);
}
