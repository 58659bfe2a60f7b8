import type { backend_util, DataType, Tensor, TensorInfo } from '@tensorflow/tfjs-core';

/** One attribute of a TensorFlow op, as the native binding takes it. `type` is one of the binding's TF_ATTR_*. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: boolean | number | string | number[] | object;
}

/** What the binding says of a tensor that it made. `dtype` is one of its TF_* numbers. */
export interface TensorMetadata {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** The part of tfjs-node's N-API binding that this library uses: TensorFlow's C API, tensors named by numbers. */
export interface Binding {
  createTensor(shape: number[], dtype: number, values: backend_util.BackendValues): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  executeOp(op: string, attributes: OpAttribute[], inputs: number[], outputs: number): TensorMetadata[];
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(id: number, inputs: number[], inputNames: string, outputNames: string): TensorMetadata[];
  getNumOfSavedModels(): number;
  isUsingGpuDevice(): boolean;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_Version: string;
}

/** tfjs-node's backend object, with the members that its type declarations keep private. */
export interface NativeBackend {
  binding: Binding;
  /** Registers the values of a new tensor; TensorFlow gets them when an op first uses it. */
  move(
    dataId: object,
    values: backend_util.BackendValues,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void;
  getInputTensorIds(tensors: TensorInfo[]): number[];
  createOutputTensor(metadata: TensorMetadata): Tensor;
  getDTypeInteger(dtype: DataType): number;
  executeSingleOutput(op: string, attributes: OpAttribute[], inputs: TensorInfo[]): Tensor;
  executeMultipleOutputs(op: string, attributes: OpAttribute[], inputs: TensorInfo[], n: number): Tensor[];
}
