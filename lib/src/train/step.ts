import * as tf from '@tensorflow/tfjs-core';
import { StatefulGraph } from '../backend/graph/stateful';
import { type Architecture, isTrained, tensorSpecs } from '../model/architecture';
import { train } from '../model/resnet';
import type { Parameters } from '../model/tensors';
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

/** What a batch of mixed images has beside the labels of the images themselves. */
export type MixedLabels = {
  /** `partners: [batch]`, int32, the labels of what was mixed in. */
  readonly partners: tf.Tensor1D;
  /** What each image keeps of itself, 0..1. */
  readonly share: tf.Scalar;
};

/** The optimiser's constants. */
export interface SgdOptions {
  readonly momentum: number;
  /** Added to the gradient as weightDecay · w, for every trained tensor. */
  readonly weightDecay: number;
}

/** Share of the old value kept in batch norm's running statistics at each step. */
const RUNNING = 0.9;

/** What a step is given, plain or mixed. */
type StepBatch = Batch | (Batch & MixedLabels);
/** State before a step, and a batch. */
export type StepInputs = TrainingState & StepBatch;
/** State after a step, and the mean loss of its batch before it. */
export type StepOutputs = TrainingState & { readonly loss: tf.Scalar };
/** Steps one after the other; each gives the mean loss of its batch before it. */
export type TrainingGraph = StatefulGraph<TrainingState, StepBatch, { readonly loss: tf.Scalar }>;

/**
 * One step of SGD: forward, gradients, v = momentum·v + (g + weightDecay·w), w -= lr·v, running statistics.
 * Takes the state and a batch, returns the next state and the batch's mean loss before the step. Eager: one op
 * after the other.
 */
export function sgdStep(
  architecture: Architecture,
  loss: Loss,
  options: SgdOptions,
): (inputs: StepInputs) => StepOutputs {
  return ({ trained, velocity, running, ...batch }) => {
    const { value, gradients, statistics } = differentiate(architecture, loss, trained, batch);
    const next = descend(trained, velocity, gradients, batch.learningRate, options);
    const averages = mapValues(running, (old, name) =>
      tf.add(tf.mul(old, RUNNING), tf.mul(statistics[name], 1 - RUNNING)),
    );
    for (const tensor of Object.values(statistics)) tensor.dispose();
    return { ...next, running: averages, loss: value };
  };
}

/** {@link sgdStep} as one graph that keeps the state, which starts as `initial`. */
export function trainingGraph(
  architecture: Architecture,
  loss: Loss,
  options: SgdOptions,
  initial: TrainingState,
): TrainingGraph {
  const step = sgdStep(architecture, loss, options);
  return new StatefulGraph((state, batch) => {
    const { loss, ...next } = step({ ...state, ...batch });
    return { outputs: { loss }, next };
  }, initial);
}

/** The mean loss of a batch and what follows from it. */
export interface Derivatives {
  readonly value: tf.Scalar;
  /** d loss / d w of each trained tensor, without weight decay. */
  readonly gradients: Parameters;
  /** The batch's mean and unbiased variance by the names of the running statistics; kept: the caller disposes. */
  readonly statistics: Parameters;
}

type LabelledImages = Omit<Batch, 'learningRate'>;

/** Loss and gradients of the network on a batch, batch norm with the batch's own statistics. */
export function differentiate(
  architecture: Architecture,
  loss: Loss,
  trained: Parameters,
  { images, labels, classWeights, ...mixture }: LabelledImages | (LabelledImages & MixedLabels),
): Derivatives {
  const names = tensorSpecs(architecture)
    .filter(isTrained)
    .map(({ name }) => name);
  const statistics: Record<string, tf.Tensor> = {};
  const lossAt = (...values: tf.Tensor[]): tf.Scalar => {
    const p = Object.fromEntries(names.map((name, i) => [name, values[i]]));
    const { logits } = train(architecture, p, images, (name, { mean, variance }) => {
      statistics[`${name}.running_mean`] = mean;
      statistics[`${name}.running_var`] = variance;
    });
    const against = (classes: tf.Tensor1D): tf.Scalar => {
      const oneHot = tf.cast(tf.oneHot(classes, architecture.classes), 'float32') as tf.Tensor2D;
      return loss(logits, oneHot, classWeights);
    };
    if (!('share' in mixture)) return against(labels);
    const { share, partners } = mixture;
    return tf.add(tf.mul(share, against(labels)), tf.mul(tf.sub(1, share), against(partners)));
  };
  const { value, grads } = tf.valueAndGrads(lossAt)(names.map((name) => trained[name]));
  return {
    value: value as tf.Scalar,
    gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]])),
    statistics,
  };
}

function descend(
  trained: Parameters,
  velocity: Parameters,
  gradients: Parameters,
  learningRate: tf.Scalar,
  { momentum, weightDecay }: SgdOptions,
): Pick<TrainingState, 'trained' | 'velocity'> {
  // Not a sum of three terms: TensorFlow makes one op of it, which begins with whichever term's memory happens to be free.
  const moved = mapValues(velocity, (v, name) =>
    tf.add(tf.mul(v, momentum), tf.sub(gradients[name], tf.mul(trained[name], -weightDecay))),
  );
  return {
    velocity: moved,
    trained: mapValues(trained, (w, name) => tf.sub(w, tf.mul(moved[name], learningRate))),
  };
}

function mapValues(tensors: Parameters, fn: (tensor: tf.Tensor, name: string) => tf.Tensor): Parameters {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, fn(tensor, name)]));
}
