// Images and labels: read from files and downloads, one's own too, chosen with an imbalance, painted as shapes. No network is
// known here.
export type { Preprocessing } from './images';
export { subset } from './images';
export { imbalanceCounts, imbalancedIndices } from './imbalance';
export type { ImagesOptions } from './own/images-options';
export { type Duplicate, type ImagesReport, inspectImages } from './own/inspect';
export { loadImages, type OwnDataset } from './own/load-images';
export { type Random, randomStream } from './random/random';
export { findCeleba, loadCeleba } from './sets/celeba';
export { findCifar10, loadCifar10 } from './sets/cifar10';
export { findSvhn, loadSvhn } from './sets/svhn';
export { type ShapesDataset, type ShapesOptions, shapes } from './shapes/shapes';
