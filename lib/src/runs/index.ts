// Finished and unfinished trainings on the disk: run folders, their lock, loading, publishing, and the images behind a run.
export { trainedOn } from './environment';
export { retrainedBac } from './retrained-bac';
export { imagesOfDataset, imagesOfRun, type RunImages } from './run-images';
