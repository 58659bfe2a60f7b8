// Networks: what they are made of, their first weights, and files of weights, PyTorch's and ONNX's too.
export type { Architecture } from './architecture';
export { loadCheckpoint, saveCheckpoint } from './checkpoint';
export { headOf } from './head';
export type { Network, Weights } from './weights';
