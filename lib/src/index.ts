// What notebooks see as `cf`: what a first lesson uses at the top, all else in namespaces. The types that cells meet most stand
// here alone, in no namespace: a hover then reads `cf.Embedding`, not `cf.embeddings.Embedding`.

export * as data from './data';
export type { Dataset, ImageSet } from './data/images';
export * as embeddings from './embed';
export type { Embedding, Embeddings, Head } from './embed/embeddings';
export { embed } from './embed/extract';
export { importEmbeddings } from './embed/import';
export { UserError } from './errors';
export * as check from './exercises';
export * as measures from './measure';
export type { Analysis, Measures } from './measure/analysis';
export type { Members } from './measure/class/top-members';
export { measure } from './measure/measure';
export type { PerClass } from './measure/per-class';
export * as model from './model';
export { explorer } from './notebook/explorer/explorer';
export { md } from './notebook/markdown';
export { show } from './notebook/show';
export * as view from './notebook/view';
export * as paper from './paper';
export * as plot from './plot';
export type { Figure } from './plot/kit/figure';
export * as style from './plot/style';
export * as runs from './runs';
export type { Run } from './runs/load-run';
export { loadRun, loadRuns } from './runs/load-run';
export * as train from './train';
