import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../backend/start';
import { normaliseBatch } from '../data/augment';
import { checkImages, type ImageSet, type Preprocessing, subset } from '../data/images';
import { infer } from '../model/resnet';
import { toTensors } from '../model/tensors';
import type { Network } from '../model/weights';
import { checkValue, whole } from '../options';

/** What one stage of a network makes of an image. */
export interface Stage {
  /** `bn1` (after the first convolution, its batch norm and ReLU), `layer1.4`, … (after the block). */
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** `maps: [height, width, channels]`. Of the last stage the mean over its places is the feature embedding. */
  readonly maps: Float32Array;
}

/**
 * The activations of `network` for image `i` of `images`: after the first layer, and after the last block of each
 * width. They show what a feature saw. Source: He and others, Deep Residual Learning (2016).
 */
export async function stages(
  network: Network,
  images: ImageSet,
  i: number,
  preprocessing: Preprocessing,
): Promise<Stage[]> {
  checkImages('stages', images);
  checkValue('stages', 'i', i, whole(0, images.n - 1));
  await startBackend();
  const parameters = toTensors(network.weights);
  const one = subset(images, [i]);
  const shape: [number, number, number, number] = [1, one.height, one.width, 3];
  const kept: [string, tf.Tensor4D][] = [];
  const found: Stage[] = [];
  try {
    tf.tidy(() => {
      const pixels = normaliseBatch(
        one,
        Int32Array.of(0),
        preprocessing,
        new Float32Array(one.pixels.length),
      );
      infer(network.architecture, parameters, tf.tensor4d(pixels, shape), (name, activation) => {
        if (name !== 'conv1') kept.push([name, tf.keep(activation)]);
      });
    });
    for (const [name, activation] of kept) {
      const [, height, width, channels] = activation.shape;
      const stage = { name, height, width, channels, maps: await activation.data<'float32'>() };
      // A later block of the same width takes the place of the one before.
      if (found.length > 1 && found[found.length - 1].channels === channels) found.pop();
      found.push(stage);
    }
  } finally {
    tf.dispose([parameters, kept]);
  }
  return found;
}

/**
 * The feature maps of a stage as grey images of the picture's size, for `cf.plot.contactSheet`: black is 0, and white
 * the channel's own largest value. `channels`: which ones, by default the first 15.
 */
export function mapsAsImages(stage: Stage, size: number, channels?: readonly number[]): ImageSet {
  checkValue('mapsAsImages', 'size', size, whole(1, 4096));
  const shown = channels ?? Array.from({ length: Math.min(15, stage.channels) }, (_, k) => k);
  const pixels = new Uint8Array(shown.length * size * size * 3);
  for (const [n, channel] of shown.entries()) {
    checkValue('mapsAsImages', 'channel', channel, whole(0, stage.channels - 1));
    const at = (y: number, x: number) => stage.maps[(y * stage.width + x) * stage.channels + channel];
    const values = Array.from({ length: size * size }, (_, p) =>
      at(
        Math.floor((Math.floor(p / size) * stage.height) / size),
        Math.floor(((p % size) * stage.width) / size),
      ),
    );
    const largest = Math.max(...values) || 1;
    for (const [p, value] of values.entries())
      pixels.fill(
        Math.round((255 * Math.max(0, value)) / largest),
        (n * size * size + p) * 3,
        (n * size * size + p) * 3 + 3,
      );
  }
  const classNames = shown.map((channel) => `${stage.name}, channel ${channel}`);
  return {
    ...{ n: shown.length, height: size, width: size, pixels, classNames },
    labels: Uint8Array.from(shown, (_, n) => n),
  };
}
