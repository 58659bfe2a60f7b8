export { trainedOn } from './environment';
export { retrainedBac } from './retrained-bac';
export { imagesOfDataset, imagesOfRun, type RunImages } from './run-images';
