export * from './comparison';
export * from './kernel';
export * from './live-training';
export { md } from './markdown';
export { PLOTLY_MIME, Rendered } from './render';
export * from './show';
export * from './summary';
export type { TableOptions } from './table';
export { verdicts } from './verdicts';
