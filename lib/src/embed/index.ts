// What a network makes of images: feature embeddings, logits and predictions, computed here or imported from elsewhere.
export { featureColumns, instanceColumns } from './columns';
export { argmaxRows } from './embeddings';
export type { ExtractOptions } from './extract';
export type { ImportFiles, ImportOptions } from './import';
export { pickInstances, selectInstances } from './select';
export { mapsAsImages, type Stage, stages } from './stages';
export { underHead } from './under-head';
