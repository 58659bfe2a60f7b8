export * from './arrow';
export * from './columns';
export * from './embeddings';
export * from './embeddings-folder';
export { type ExtractOptions, embed } from './extract';
export { type ImportFiles, type ImportOptions, importEmbeddings } from './import';
export { pickInstances, selectInstances } from './select';
