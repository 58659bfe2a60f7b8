// The checkers of the notebooks' exercises: each has small cases with known answers, and typical mistakes.
export { rarefied } from './rarefaction';
export { adjustedLogits, balancedAccuracy, gradientStep, linearHead, nearestMean } from './rq1';
export { bestEpoch, gapByGroup, imbalancedAccuracy, recall } from './rq2';
export { spearman } from './rq2-spearman';
export { classEmbedding, minimalK, rankedByFe, topK } from './rq3';
export { coverage } from './rq3-coverage';
export { contribution, loudest, medianRatio } from './rq4';
export { bootstrapInterval } from './rq4-bootstrap';
export { factors, imageUnits, normedSum, rescaled, sumTop } from './rq5';
export { hit, randomImages, topKRatio, unionSize } from './rq6';
export { mistakenFor, splitTpFp, takenForFeature } from './rq7';
export { frobenius, overlap } from './rq7-compare';
export { todo } from './todo';
