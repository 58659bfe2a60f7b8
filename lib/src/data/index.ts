export { type ArchiveSource, fetchFolder } from './archive';
export { augmentBatch, normaliseBatch } from './augment';
export { datasetCache } from './cache';
export * from './cifar10';
export * from './images';
export * from './imbalance';
export { Random, randomStream } from './random';
export { parseBinRecords, type RecordFormat, readBinRecords } from './records';
