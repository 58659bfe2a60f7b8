export type { Preprocessing } from './images';
export { subset } from './images';
export { imbalanceCounts, imbalancedIndices } from './imbalance';
export { type ImagesOptions, loadImages, type OwnDataset } from './own/load-images';
export { type Random, randomStream } from './random/random';
export { findCeleba, loadCeleba } from './sets/celeba';
export { findCifar10, loadCifar10 } from './sets/cifar10';
export { findSvhn, loadSvhn } from './sets/svhn';
export { type ShapesDataset, type ShapesOptions, shapes } from './shapes/shapes';
