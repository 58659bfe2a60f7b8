import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { at } from '../../scripts/paths.mjs';

const { zipSync } = createRequire(import.meta.url)('fflate');

/**
 * Commands with all that they need in `home`: `argv` for Node, `most` milliseconds after which a signal comes, and in what ways a
 * short attack disturbs them.
 */
export function commandsIn(home) {
  const images = join(home, 'images.npz');
  writeFileSync(images, imagesFile());
  const class_ = join(home, 'class');
  mkdirSync(class_, { recursive: true });
  cpSync(at('notebooks', 'rq5-weights.ipynb'), join(class_, 'rq5.ipynb'));
  const sweep = join(home, 'sweep.yaml');
  writeFileSync(
    sweep,
    'threads: 1\nminutes: 20\nmemory: 1500\nruns:\n  - {setting: celeba.ce, preset: smoke, seed: [0, 1]}\n',
  );
  const fragility = (name, args, rest) => ({
    name: `fragility ${name}`,
    argv: [at('lib', 'bin', 'fragility.js'), name, ...args],
    ...rest,
  });
  const script = (name, args, rest) => ({
    name,
    argv: [at('scripts', `${name.split(' ').at(-1)}.mjs`), ...args],
    ...rest,
  });
  const embeddings = at('test', 'data', 'embeddings', 'logits-no-head.npz');
  const train = [
    '--images',
    images,
    '--size',
    '16',
    '--depth',
    '8',
    '--preset',
    'smoke',
    '--set',
    'epochs=200',
    '--imbalance',
    '5',
  ];
  return [
    fragility('train', [...train, '--runs', join(home, 'runs')], {
      most: 6000,
      short: ['SIGUSR1'],
    }),
    fragility('measure', ['--embeddings', embeddings, '--json', '-'], { most: 1500 }),
    fragility('images', [images, '--json', '-'], { most: 1200 }),
    fragility('runs', [], { most: 800 }),
    fragility('collect', [at('data', 'seeds'), '--out', join(home, 'runs.arrow')], { most: 1500 }),
    fragility('estimate', [sweep], { most: 4000 }),
    fragility('publish', [at('data', 'reference', 'celeba.ce-balanced'), join(home, 'published')], {
      most: 1200,
    }),
    fragility('doctor', [], { most: 1000 }),
    fragility('download', [], { most: 1500, mayFail: true }), // there may be no network
    script('npm start', [], { most: 6000, short: ['SIGHUP'] }),
    script('npm run lab', ['--no-browser', '--port=0'], { most: 6000, short: ['SIGTERM'] }),
    script('npm test', [], { most: 4000 }),
    script('npm run grade', [class_], { most: 6000 }),
    script('npm run gallery', [], { most: 3000 }),
    script('npm run student', [], { most: 800 }),
    script('npm run sweep', [sweep, `--runs=${join(home, 'sweep')}`, '--dry-run'], { most: 1500 }),
    script('npm run torture', ['locks', '--short'], { most: 4000 }),
  ];
}

/** A .npz of two classes of little pictures: 60 to train on, 20 to test. */
function imagesFile() {
  const array = (shape, values) => {
    const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`.padEnd(117);
    const start = Buffer.from('\x93NUMPY\x01\x00v\x00', 'latin1');
    return new Uint8Array(Buffer.concat([start, Buffer.from(`${header}\n`), Buffer.from(values)]));
  };
  const images = (n) =>
    array(
      [n, 16, 16, 3],
      Uint8Array.from({ length: n * 768 }, (_, k) => (k * (1 + (Math.floor(k / 768) % 2))) % 251),
    );
  const labels = (n) =>
    array(
      [n],
      Uint8Array.from({ length: n }, (_, i) => i % 2),
    );
  return zipSync(
    {
      'train_images.npy': images(60),
      'train_labels.npy': labels(60),
      'test_images.npy': images(20),
      'test_labels.npy': labels(20),
    },
    { level: 0 },
  );
}
