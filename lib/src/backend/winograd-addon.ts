import { UserError } from '../errors';
import { exists, packageFolder, readTextNow, requireModule, variable } from '../machine';
import { muted } from './muted';

/** What is compiled from `lib/native/`; loading it registers its ops with TensorFlow. */
export interface Addon {
  /** Which ops there are, and what they take. */
  readonly version: number;
  /** Floats in a vector register; numbers of channels must be multiples of it. */
  readonly lanes: number;
  /** Pixels of a tile, a side; heights and widths must be multiples of it. */
  readonly tile: number;
}

/** The version that the library calls; an addon of another one is left alone, and set-up builds it again. */
const VERSION = 2;

/** By the value of FRAGILITY_WINOGRAD. */
const BUILDS = {
  avx2: { addon: 'convolution.node', instructions: ['avx2', 'fma'] },
  avx512: { addon: 'convolution-avx512.node', instructions: ['avx512f', 'fma'] },
} as const;
type Build = keyof typeof BUILDS;

/**
 * The addon that FRAGILITY_WINOGRAD names, else the best for this processor; null where there is none, where it is 0, and where
 * TensorFlow computes on a graphics processor. Throws UserError if it names none that there could be.
 */
export function loadAddon(onGpu: boolean): Addon | null {
  const wanted = variable('FRAGILITY_WINOGRAD');
  if (wanted && wanted !== '0' && !Object.hasOwn(BUILDS, wanted)) throw unknownBuild(wanted);
  if (wanted === '0' || onGpu) return null;
  const processor = readTextNow('/proc/cpuinfo'); // TensorFlow does not start where it is not there
  const builds = buildsFor(processor).filter((build) => !wanted || build === wanted);
  const file = builds.map((build) => packageFolder('native', BUILDS[build].addon)).find(exists);
  if (!file) return null;
  try {
    const loaded = muted(() => requireModule<Addon>(file));
    return loaded?.version === VERSION ? loaded : null;
  } catch {
    return null; // built against another TensorFlow: set-up builds it again
  }
}

/**
 * The builds that a processor can run, by the text of its `/proc/cpuinfo`, the fastest first: that with the longest vectors.
 * AMD's Zen 4 takes two steps for one of 16 floats: measured there, those were slower.
 */
export function buildsFor(processor: string): Build[] {
  const flags = new Set(/^flags\s*:(.*)$/m.exec(processor)?.[1].split(' '));
  const isZen4 = /AuthenticAMD/.test(processor) && /^cpu family\s*: 25$/m.test(processor);
  const order: Build[] = isZen4 ? ['avx2', 'avx512'] : ['avx512', 'avx2'];
  return order.filter((build) => BUILDS[build].instructions.every((one) => flags.has(one)));
}

function unknownBuild(wanted: string): UserError {
  return new UserError({
    where: 'FRAGILITY_WINOGRAD',
    given: `"${wanted}"`,
    expected: '0, avx2 or avx512',
    remedy: 'Unset it for the best that this processor has.',
  });
}
