import type { HostTensor } from '../data/files/arrays';
import type { Architecture } from './architecture';

export type { HostTensor };

/** A network's tensors by PyTorch name, in PyTorch's layouts. */
export type Weights = ReadonlyMap<string, HostTensor>;

/** A network as plain arrays: what is saved, loaded and analysed. */
export interface Network {
  readonly architecture: Architecture;
  readonly weights: Weights;
}
