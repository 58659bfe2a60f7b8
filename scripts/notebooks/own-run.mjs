import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { at } from '../paths.mjs';

const SIDE = 16;
const COUNTS = { round: 40, narrow: 30, tall: 20 };

/**
 * The folder of runs, in which there is one on one's own images called `digits`: pictures of three classes, made and trained on
 * in `home` as a reader would, in some seconds.
 *
 * @param {string} home
 */
export function trainOwnRun(home) {
  const images = join(home, 'digits');
  const { encode } = createRequire(at('lib', 'package.json'))('fast-png');
  for (const [label, [name, count]] of Object.entries(COUNTS).entries()) {
    mkdirSync(join(images, name), { recursive: true });
    for (let k = 0; k < count; k++)
      writeFileSync(
        join(images, name, `${k}.png`),
        encode({ width: SIDE, height: SIDE, channels: 3, data: picture(label, k) }),
      );
  }
  const runs = join(home, 'runs');
  const options = [
    '--size',
    String(SIDE),
    '--preset',
    'smoke',
    '--imbalance',
    '4',
    '--set',
    'epochs=3',
    'imagesPerClass=100',
  ];
  const command = [at('lib', 'bin', 'fragility.js'), 'train', '--images', images, ...options, '--runs', runs];
  execFileSync(process.execPath, command, { stdio: ['ignore', 'ignore', 'inherit'] });
  return runs;
}

/** Stripes as wide as the class says, in a colour of the picture's own: most of them can be told apart, some cannot. @param {number} label @param {number} k */
function picture(label, k) {
  return Uint8Array.from({ length: 3 * SIDE * SIDE }, (_, p) => {
    const [x, channel] = [Math.floor(p / 3) % SIDE, p % 3];
    const stripe = Math.floor(x / (1 + ((label + (k % 7 === 0 ? 1 : 0)) % 3))) % 2;
    return (60 + 140 * stripe + 37 * k * (channel + 1)) % 256;
  });
}
