import { callback, flag, type Options, oneOf, share, whole } from '../../options';
import type { Shape } from './decode';
import type { SplitOptions } from './split';

/** How one's own pictures are read. */
export interface ImagesOptions extends Shape, SplitOptions {
  /** Mirror training images at random. Default: false, for what is another thing mirrored, as digits are. */
  readonly flip: boolean;
  /** Called while pictures are decoded. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What each option may be, and what it is when it is not given. */
export const imagesOptions: Options<ImagesOptions> = {
  imageSize: [whole(8, 512), 32],
  imageFit: [oneOf('crop', 'stretch', 'pad'), 'crop'],
  testShare: [share('below 1'), 0.2],
  splitBy: [oneOf('picture', 'prefix'), 'picture'],
  splitSeed: [whole(0, 2 ** 32 - 1), 0],
  flip: [flag, false],
  onProgress: [callback(), undefined],
};
