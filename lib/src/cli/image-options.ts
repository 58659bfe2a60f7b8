import type { Command } from 'commander';
import { type ImagesOptions, imagesOptions } from '../data/own/images-options';
import { UserError } from '../errors';
import { type Kind, whatIsExpected } from '../options';

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

/** The same as `loadImages` takes it. Throws UserError on what an option cannot be. */
export function readingOf({
  size,
  fit,
  testShare,
  splitBy,
  splitSeed,
}: ImageReading): Partial<ImagesOptions> {
  const { imageSize, imageFit, ...split } = imagesOptions;
  return {
    ...(size !== undefined && { imageSize: checked('--size', numberOf('--size', size), imageSize[0]) }),
    ...(fit !== undefined && { imageFit: checked('--fit', fit, imageFit[0]) }),
    ...(testShare !== undefined && {
      testShare: checked('--test-share', numberOf('--test-share', testShare), split.testShare[0]),
    }),
    ...(splitBy !== undefined && { splitBy: checked('--split-by', splitBy, split.splitBy[0]) }),
    ...(splitSeed !== undefined && {
      splitSeed: checked('--split-seed', numberOf('--split-seed', splitSeed), split.splitSeed[0]),
    }),
  };
}

/** The value of an option, if it is of the kind. Throws UserError. */
function checked<T>(where: string, value: unknown, kind: Kind<T>): T {
  if (kind.accepts(value)) return value as T;
  const expected = whatIsExpected(kind, value);
  throw new UserError({ where, given: `"${value}"`, expected, remedy: 'Correct it.' });
}

/** A number of the command line. Throws UserError. */
export function numberOf(where: string, given: string): number {
  const value = Number(given);
  if (given.trim() !== '' && Number.isFinite(value)) return value;
  throw new UserError({ where, given: `"${given}"`, expected: 'a number', remedy: 'Correct it.' });
}
