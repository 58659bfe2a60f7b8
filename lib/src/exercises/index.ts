export { CHECK_MIME, Checked } from './card';
export { adjustedLogits, balancedAccuracy, gradientStep, linearHead, nearestMean } from './rq1';
export { bestEpoch, gapByGroup, imbalancedAccuracy, recall } from './rq2';
export { spearman } from './rq2-spearman';
export { classEmbedding, minimalK, rankedByFe, topK } from './rq3';
export { coverage } from './rq3-coverage';
export { todo } from './todo';
