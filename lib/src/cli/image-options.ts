import type { Command } from 'commander';
import type { ImagesOptions } from '../data/own/images-options';
import { UserError } from '../errors';

/** How pictures are read, as the shell gives it. */
export interface ImageReading {
  readonly size?: string | undefined;
  readonly fit?: string | undefined;
  readonly testShare?: string | undefined;
  readonly splitBy?: string | undefined;
  readonly splitSeed?: string | undefined;
}

/** Adds the options of reading pictures to a command. */
export function withImageReading(command: Command): Command {
  return command
    .option('--size <pixels>', 'width and height that pictures are resized to (default: 32)')
    .option('--fit <rule>', 'crop (their middle), stretch, or pad with black (default: crop)')
    .option('--test-share <share>', 'kept for testing, where there is no test/ (default: 0.2)')
    .option(
      '--split-by <what>',
      'picture, or prefix: file names alike up to the first _ stay together (default: picture)',
    )
    .option('--split-seed <number>', 'seed of the split (default: 0)');
}

/** The same as `loadImages` takes it. Throws UserError on what should be a number and is none. */
export function readingOf({
  size,
  fit,
  testShare,
  splitBy,
  splitSeed,
}: ImageReading): Partial<ImagesOptions> {
  return {
    ...(size !== undefined && { imageSize: numberOf('--size', size) }),
    ...(fit !== undefined && { imageFit: fit as ImagesOptions['imageFit'] }),
    ...(testShare !== undefined && { testShare: numberOf('--test-share', testShare) }),
    ...(splitBy !== undefined && { splitBy: splitBy as ImagesOptions['splitBy'] }),
    ...(splitSeed !== undefined && { splitSeed: numberOf('--split-seed', splitSeed) }),
  };
}

/** A number of the command line. Throws UserError. */
export function numberOf(where: string, given: string): number {
  const value = Number(given);
  if (given.trim() !== '' && Number.isFinite(value)) return value;
  throw new UserError({ where, given: `"${given}"`, expected: 'a number', remedy: 'Correct it.' });
}
