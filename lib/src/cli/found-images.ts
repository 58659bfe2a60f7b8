import type { ImageSet, Preprocessing } from '../data/images';
import type { Subject } from '../paper/report';
import type { RunConfiguration } from '../runs/stored';
import type { NetworkOption } from './measure-image-options';

/** What a network takes. */
export interface NetworkInput {
  readonly file: string;
  readonly option: NetworkOption;
  readonly classes: number;
  /** Of its images, in pixels; null: any. */
  readonly height: number | null;
  readonly width: number | null;
  readonly channels: 1 | 3;
  /** To which pictures become squares where nothing else is said; null: that has to be. */
  readonly usualSize: number | null;
  /** What its file says of its training. */
  readonly trainedOn: Pick<RunConfiguration, 'config' | 'own'> | null;
}

/** How images were read, and which were taken as the training images: for the JSON. */
type HowRead = Readonly<Record<string, unknown>> & { readonly training: object };

/** Images to embed, as they were found. */
export interface FoundImages {
  readonly train: ImageSet;
  readonly test: ImageSet;
  readonly preprocessing: Preprocessing;
  readonly trainIndex?: Int32Array;
  readonly subject: Subject;
  readonly notes: readonly string[];
  readonly how: HowRead;
}
