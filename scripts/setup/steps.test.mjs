import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  breaker,
  CHANGES,
  contents,
  imaginedWorld,
  Killed,
  killer,
  makeClone,
  PROGRAMS,
} from './imagined-world.mjs';
import { setUp } from './index.mjs';
import { StepError } from './run-logged.mjs';

/** @import { World } from './world.mjs' */

const folder = join(mkdtempSync(join(tmpdir(), 'set-up-')), 'a clone é');
afterAll(() => rmSync(join(folder, '..'), { recursive: true }));
beforeEach(() => makeClone(folder));

/** What steps note, by name. @type {Record<string, string | null>} */
const notes = {};
/** Shows nothing; keeps the note. @type {Parameters<typeof setUp>[1]} */
const quietly = async (name, work) => {
  notes[name] = await work(() => {});
};
/** @param {Parameters<typeof imaginedWorld>[1]} [given] */
const setUpIn = (given) => {
  const world = imaginedWorld(folder, given);
  return setUp(world, quietly).then(() => world.started);
};

/** What an undisturbed set-up makes. @type {ReturnType<typeof contents>} */
let made;
/** Each time that it touches the file system, or a program writes: kind and path. @type {[name: string, path: string][]} */
let touches;
beforeAll(async () => {
  makeClone(folder);
  touches = [];
  await setUpIn({ gate: (name, path) => touches.push([name, path]) });
  made = contents(folder);
});

describe('set-up', () => {
  it('runs every step once, and then none, and starts no program to see it', async () => {
    const started = await setUpIn();
    expect(started.filter((name) => PROGRAMS.includes(name))).toEqual(PROGRAMS);
    expect(contents(folder)).toEqual(made);
    expect(await setUpIn()).toEqual([]);
  });

  it('makes the same, killed at every change of a file and started again', async () => {
    const changes = touches.filter(([name]) => CHANGES.includes(name)).length;
    expect(changes).toBeGreaterThan(30);
    for (let at = 0; at < changes; at++) {
      makeClone(folder);
      await expect(setUpIn({ gate: killer(at) }), `change ${at}`).rejects.toBeInstanceOf(Killed);
      await setUpIn();
      expect(contents(folder), `after change ${at}`).toEqual(made);
    }
  }, 240_000);

  it('makes each thing once when it runs twice at once', async () => {
    const started = (await Promise.all([setUpIn(), setUpIn()])).flat();
    expect(started.filter((name) => PROGRAMS.includes(name))).toEqual(PROGRAMS);
    expect(contents(folder)).toEqual(made);
  });

  it('says what to do about an error of the disk wherever it comes, and goes on when it is mended', async () => {
    const codes = ['EACCES', 'ENOSPC', 'EROFS', 'EIO', 'EMFILE'];
    const firsts = new Map(
      touches.map((touch, at) => /** @type {const} */ ([touch.join(' '), at])).reverse(),
    );
    for (const [touch, at] of firsts) {
      makeClone(folder);
      const code = codes[at % codes.length];
      const error = await setUpIn({ gate: breaker(at, code) }).catch((e) => e);
      if (error instanceof Error) {
        expect(error, touch).toBeInstanceOf(StepError);
        expect(error.message).toMatch(new RegExp(`^${code}: .*\n→ .+$`));
      }
      await setUpIn();
      expect(contents(folder), `after ${touch}`).toEqual(made);
    }
  }, 240_000);
});

/** What a program prints, and what is said of it. @type {Record<string, [output: string, said: RegExp]>} */
const FAILURES = {
  'no network': ['npm ERR! getaddrinfo EAI_AGAIN', /→ the network could not be reached.* HTTPS_PROXY=/],
  'a full disk': ['OSError: [Errno 28] No space left on device', /→ the disk is full/],
  'a changed package': [
    'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES',
    /→ a package that came is not the one/,
  ],
  'anything else': ['Segmentation fault', /Segmentation fault\n\(whole log: \.cache\/logs\/[\w-]+\.log\)/],
};
/** Programs that the library does without, each with the step that says so. */
const OPTIONAL = new Map([
  ['tensorflow', 'TensorFlow'],
  ['native-stderr', 'native backend'],
  ['native-backend', 'native backend'],
  ['native-convolution', 'native backend'],
]);
/** Used only where it is asked for, and missed there. */
const ON_REQUEST = 'native-convolution-avx512';

describe.each(PROGRAMS)('set-up, where %s fails', (program) => {
  it.each(Object.entries(FAILURES))('for %s', async (_name, [output, said]) => {
    const outcome = await setUpIn({ failing: { [program]: output } }).catch((error) => error);
    const step = OPTIONAL.get(program);
    if (step !== undefined) {
      expect(notes[step]).toMatch(/could not be installed|does not compile|TensorFlow’s own convolutions/);
    } else if (program === ON_REQUEST) {
      expect(notes['native backend']).toBeNull();
    } else {
      expect(outcome).toBeInstanceOf(StepError);
      expect(outcome.message).toMatch(said);
    }
    await setUpIn();
    if (!program.startsWith('native-convolution')) expect(contents(folder)).toEqual(made);
  });
});

describe('set-up without the native backend', () => {
  it('falls back where TensorFlow cannot be installed, for whatever reason', async () => {
    await setUpIn({ failing: { tensorflow: 'Segmentation fault' } });
    expect(notes.TensorFlow).toMatch(/could not be installed \(see .*\); the next set-up tries again/);
    expect(notes['native backend']).toMatch(/WebAssembly backend is used: no TensorFlow/);
    expect(contents(folder)).toHaveProperty(['.jupyter/config/jupyter_config.json']);
  });

  it('remembers that PyPI has no TensorFlow for this computer', async () => {
    await setUpIn({ failing: { tensorflow: 'ERROR: No matching distribution found' } });
    expect(notes.TensorFlow).toMatch(/PyPI has none/);
    expect(await setUpIn()).toEqual([]);
  });

  it('says on one line how to get a compiler, and takes it when it is there', async () => {
    /** @type {World['ask']} */
    const ask = (program, args) => {
      const answer = imaginedWorld(folder).ask(program, args);
      return program.endsWith('++') ? { ...answer, status: null } : answer;
    };
    await setUpIn({ ask });
    expect(notes['native backend']).toMatch(
      /WebAssembly backend is used: no C\+\+ compiler\. Debian, Ubuntu: .*apt-get/,
    );
    await setUpIn();
    expect(contents(folder)).toEqual(made);
  });
});

describe('what is half deleted', () => {
  it.each([
    ['lib/dist/data/index.js', ['library']],
    ['.venv/lib/python3.12/site-packages/jupyterlab-4.6.6.dist-info/RECORD', ['python-venv', 'jupyter']],
    ['.venv/lib/python3.12/site-packages/tensorflow_cpu-2.21.0.dist-info/RECORD', ['tensorflow']],
    ['node_modules/a/package.json', ['npm']],
    ['node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node', ['native-backend']],
    ['lib/native/stderr.node', ['native-stderr']],
    ['.jupyter/data/kernels/tslab/kernel.json', []],
  ])('is noticed and made again: %s', async (file, programs) => {
    await setUpIn();
    rmSync(join(folder, file));
    expect(await setUpIn()).toEqual(expect.arrayContaining(programs));
    expect(contents(folder)).toEqual(made);
  });
});

it.each(['node_modules/@tensorflow/tfjs-node-gpu/package.json', 'node_modules/.package-lock.json'])(
  'set-up goes on where a crash has emptied %s',
  async (file) => {
    await setUpIn();
    writeFileSync(join(folder, file), '');
    await setUpIn();
    expect(await setUpIn()).toEqual([]);
  },
);

it('compiles again where the library has a new header', async () => {
  await setUpIn();
  writeFileSync(join(folder, 'lib/native/new.h'), 'h');
  expect(await setUpIn()).toEqual(expect.arrayContaining(['native-backend', 'native-convolution']));
});
