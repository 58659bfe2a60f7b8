export { featureColumns, instanceColumns } from './columns';
export { argmaxRows } from './embeddings';
export type { ExtractOptions } from './extract';
export type { ImportFiles, ImportOptions } from './import';
export { pickInstances, selectInstances } from './select';
<<<<<<< HEAD
export { underHead } from './under-head';
=======
export { mapsAsImages, type Stage, stages } from './stages';
>>>>>>> eeaa44d (Judge claims in three answers, with n and an interval each, and the paper's apart from the project's own)
