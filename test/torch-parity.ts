import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, startBackend } from '../lib/src/backend/start';
import { type Architecture, isTrained, tensorSpecs } from '../lib/src/model/architecture';
import { infer, train, type Watch } from '../lib/src/model/resnet';
import { fromTensors, type Parameters, toTensors } from '../lib/src/model/tensors';
import type { HostTensor, Weights } from '../lib/src/model/weights';
import { classBalanced, crossEntropy, focal, type Loss, ldam, ldamMargins } from '../lib/src/train/losses';
import { mixed } from '../lib/src/train/mixup';
import {
  type Batch,
  differentiate,
  type StepInputs,
  type StepOutputs,
  sgdStep,
  type TrainingGraph,
  type TrainingState,
  trainingGraph,
} from '../lib/src/train/step';
import { type TorchBatch, type TorchReference, torchBatches, torchReference } from './torch-reference';

const SGD = { momentum: 0.9, weightDecay: 2e-4 };

/**
 * How far from the exact values we may be, in units of PyTorch's own float32 error. Measured: at most 2.5 on the
 * native backend and 3.1 on wasm.
 */
const ALLOWANCE = 5;

const NETWORKS: readonly (readonly [name: string, loss: (counts: readonly number[]) => Loss])[] = [
  ['resnet8-ce', () => crossEntropy],
  ['resnet14-narrow-ce', () => crossEntropy],
  ['resnet14-narrow-focal', () => focal(2)],
  ['resnet14-narrow-ldam', (counts) => ldam(ldamMargins(counts, 0.5), 30)],
  ['resnet14-narrow-mixup', (counts) => classBalanced(counts, 0.99)],
];

/** Holds a backend to PyTorch: activations, gradients and 20 steps of each network. One backend a process. */
export function describeTorchParity(backend: BackendName): void {
  describe.each(NETWORKS)(`%s on ${backend} as in PyTorch`, (name, lossFor) => {
    let torch: TorchReference;
    let batches: TorchBatch[];
    let loss: Loss;

    beforeAll(async () => {
      expect((await startBackend(backend)).name).toBe(backend);
      torch = await torchReference(name);
      const data = await torchBatches();
      batches = data.batches;
      loss = lossFor(data.counts);
    });

    it.each(['eval', 'train'] as const)('activations, %s mode', async (mode) => {
      const ours = await activations(torch, mode, inputOf(torch, batches, 0));
      expectAgreement(ours, torch.activations[mode], torch.float32[mode]);
    });

    it('gradients', async () => {
      const { trained } = stateOf(torch.architecture, torch.initial);
      const { gradients } = differentiate(torch.architecture, loss, trained, batchOf(torch, batches, 0));
      expectAgreement(await fromTensors(gradients), torch.gradient, torch.float32.gradient);
    });

    it.each([
      ['eager', sgdStep],
      ['as a graph', graphStep],
    ])('20 steps, %s', async (_kind, stepOf) => {
      const step = stepOf(torch.architecture, loss, SGD);
      const { first, last, losses } = await run((inputs) => tf.tidy(() => step(inputs)), torch, batches);
      const { float32 } = torch;
      expectAgreement(first, torch.after1, float32.after1);
      expectAgreement(
        await fromTensors({ ...last.trained, ...last.running }),
        torch.after20,
        float32.after20,
      );
      expectAgreement(await fromTensors(last.velocity), torch.velocity, float32.velocity);
      expectAgreement(new Map([['losses', losses]]), new Map([['losses', torch.losses]]), float32.losses);
    });
  });
}

/** The graph's steps under the signature of {@link sgdStep}: it goes on from its own state, which is what it last gave. */
const graphStep: typeof sgdStep = (architecture, loss, options) => {
  let graph: TrainingGraph | null = null;
  return ({ trained, velocity, running, ...batch }) => {
    graph ??= trainingGraph(architecture, loss, options, { trained, velocity, running });
    const { loss: value } = graph.run(batch);
    return { ...graph.state(), loss: value };
  };
};

async function activations(
  { architecture, initial }: TorchReference,
  mode: 'eval' | 'train',
  images: HostTensor,
): Promise<Weights> {
  const seen: Record<string, tf.Tensor> = {};
  const watch: Watch = (name, activation) => {
    seen[name] = activation;
  };
  const x = imagesOf(images);
  const p = toTensors(initial);
  const { fe, logits } =
    mode === 'eval' ? infer(architecture, p, x, watch) : train(architecture, p, x, () => {}, watch);
  const all = Object.entries({ ...seen, fe, logits });
  return new Map(all.map(([name, t]) => [name, { shape: t.shape, data: t.dataSync() as Float32Array }]));
}

/** 20 steps; the running statistics after the first, the state after the last, and all losses. */
async function run(
  step: (inputs: StepInputs) => StepOutputs,
  torch: TorchReference,
  batches: readonly TorchBatch[],
) {
  let state = stateOf(torch.architecture, torch.initial);
  let first: Weights = new Map();
  const losses = new Float32Array(batches.length);
  for (let k = 0; k < batches.length; k++) {
    const { loss, ...next } = step({ ...state, ...batchOf(torch, batches, k) });
    state = next;
    losses[k] = loss.dataSync()[0];
    if (k === 0) first = await fromTensors(state.running);
  }
  return { first, last: state, losses: { shape: [batches.length], data: losses } };
}

function stateOf(architecture: Architecture, weights: Weights): TrainingState {
  const values = toTensors(weights);
  const specs = tensorSpecs(architecture);
  const pick = (trained: boolean): Parameters =>
    Object.fromEntries(specs.filter((s) => isTrained(s) === trained).map(({ name }) => [name, values[name]]));
  const trained = pick(true);
  const velocity = Object.fromEntries(Object.entries(trained).map(([name, w]) => [name, tf.zerosLike(w)]));
  return { trained, velocity, running: pick(false) };
}

function batchOf(torch: TorchReference, batches: readonly TorchBatch[], k: number): Batch {
  const { labels } = batches[k];
  const mixture = torch.mixtures?.[k];
  return {
    images: imagesOf(inputOf(torch, batches, k)),
    labels: tf.tensor1d(labels, 'int32'),
    ...(mixture && {
      partners: tf.tensor1d(
        mixture.partners.map((p) => labels[p]),
        'int32',
      ),
      share: tf.scalar(mixture.share),
    }),
    classWeights: tf.tensor1d(torch.classWeights.slice(k * 10, (k + 1) * 10)),
    learningRate: tf.scalar(torch.learningRates[k]),
  };
}

/** What the network sees of a batch. */
function inputOf({ mixtures }: TorchReference, batches: readonly TorchBatch[], k: number): HostTensor {
  const { shape, data } = batches[k].images;
  return mixtures ? { shape, data: mixed(data, mixtures[k]) } : { shape, data };
}

function imagesOf({ shape, data }: HostTensor): tf.Tensor4D {
  return tf.tensor4d(data, [shape[0], shape[1], shape[2], shape[3]]);
}

/** Largest difference in each tensor over the tensor's largest value, at the worst tensor. */
function expectAgreement(ours: Weights, theirs: Weights, float32: number): void {
  expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
  for (const [name, { shape, data }] of theirs) {
    const own = ours.get(name)!;
    expect(own.shape, name).toEqual(shape);
    const scale = data.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    const error = data.reduce((most, v, i) => Math.max(most, Math.abs(own.data[i] - v)), 0) / scale;
    expect(error / float32, `${name}: error in units of PyTorch's float32`).toBeLessThan(ALLOWANCE);
  }
}
