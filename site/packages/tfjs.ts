export * from '@tensorflow/tfjs';
export const __esModule = true;
