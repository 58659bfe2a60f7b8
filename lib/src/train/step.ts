import * as tf from '@tensorflow/tfjs-core';
import { type Compiled, compile } from '../backend/graph/compile';
import type { Tensors } from '../backend/graph/tree';
import { type Architecture, isTrained, tensorSpecs } from '../model/architecture';
import { train } from '../model/resnet';
import type { Parameters } from '../model/weights';
import type { Loss } from './losses';

/** Everything a step changes: trained tensors, their momenta, batch norm's running statistics. */
export type TrainingState = {
  readonly trained: Parameters;
  readonly velocity: Parameters;
  readonly running: Parameters;
};

/** One batch. */
export type Batch = {
  /** `images: [batch, height, width, 3]`, normalised. */
  readonly images: tf.Tensor4D;
  /** `labels: [batch]`, int32. */
  readonly labels: tf.Tensor1D;
  /** `classWeights: [C]`. */
  readonly classWeights: tf.Tensor1D;
  readonly learningRate: tf.Scalar;
};

/** The optimiser's constants. */
export interface SgdOptions {
  readonly momentum: number;
  /** Added to the gradient as weightDecay · w, for every trained tensor. */
  readonly weightDecay: number;
}

/** Share of the old value kept in batch norm's running statistics at each step. */
const RUNNING = 0.9;

/** State before a step, and a batch. */
export type StepInputs = TrainingState & Batch;
/** State after a step, and the mean loss of its batch before it. */
export type StepOutputs = TrainingState & { readonly loss: tf.Scalar };

/**
 * One step of SGD as one graph: forward, gradients, v = momentum·v + (g + weightDecay·w), w -= lr·v, running
 * statistics. Takes the state and a batch, returns the next state and the batch's mean loss before the step.
 */
export function trainingStep(
  architecture: Architecture,
  loss: Loss,
  options: SgdOptions,
): Compiled<StepInputs, StepOutputs> {
  const names = tensorSpecs(architecture)
    .filter(isTrained)
    .map(({ name }) => name);
  return compile<StepInputs, StepOutputs, Tensors>(({ trained, velocity, running, ...batch }) => {
    const statistics: Record<string, tf.Tensor> = {};
    const lossAt = (...values: tf.Tensor[]): tf.Scalar => {
      const p = Object.fromEntries(names.map((name, i) => [name, values[i]]));
      const { logits } = train(architecture, p, batch.images, (name, { mean, variance }) => {
        statistics[`${name}.running_mean`] = mean;
        statistics[`${name}.running_var`] = variance;
      });
      const oneHot = tf.cast(tf.oneHot(batch.labels, architecture.classes), 'float32') as tf.Tensor2D;
      return loss(logits, oneHot, batch.classWeights);
    };
    const { value, grads } = tf.valueAndGrads(lossAt)(names.map((name) => trained[name]));
    const next = descend(names, trained, velocity, grads, batch.learningRate, options);
    const averages = mapValues(running, (old, name) =>
      tf.add(tf.mul(old, RUNNING), tf.mul(statistics[name], 1 - RUNNING)),
    );
    for (const tensor of Object.values(statistics)) tensor.dispose();
    return { ...next, running: averages, loss: value as tf.Scalar };
  });
}

function descend(
  names: readonly string[],
  trained: Parameters,
  velocity: Parameters,
  grads: readonly tf.Tensor[],
  learningRate: tf.Scalar,
  { momentum, weightDecay }: SgdOptions,
): Pick<TrainingState, 'trained' | 'velocity'> {
  const gradient = Object.fromEntries(names.map((name, i) => [name, grads[i]]));
  const moved = mapValues(velocity, (v, name) =>
    tf.add(tf.mul(v, momentum), tf.add(gradient[name], tf.mul(trained[name], weightDecay))),
  );
  return {
    velocity: moved,
    trained: mapValues(trained, (w, name) => tf.sub(w, tf.mul(moved[name], learningRate))),
  };
}

function mapValues(tensors: Parameters, fn: (tensor: tf.Tensor, name: string) => tf.Tensor): Parameters {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, fn(tensor, name)]));
}
