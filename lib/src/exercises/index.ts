export { CHECK_MIME, Checked } from './card';
export { classEmbedding, minimalK, rankedByFe, topK } from './rq3';
export { coverage } from './rq3-coverage';
export { todo } from './todo';
