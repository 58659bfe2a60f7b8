import type { Embedding, Embeddings } from '../embed/embeddings';
import {
  type FeatureExampleOptions,
  type FeatureExamples,
  featureExamples,
} from '../measure/class/feature-examples';
import { groupSizes } from '../measure/per-class';
import { checkValue, type Given, listOf, oneOf } from '../options';
import * as plot from '../plot/figures';
import type { CaptionedImages, FeatureImagesPanel, PicturedFeature } from '../plot/figures/feature-images';
import type { Figure, FigureOptions } from '../plot/kit/figure';
import { className, short } from '../plot/kit/words';
import type { RunImages } from '../runs/run-images';

/** A network and the images behind its embeddings. */
export interface PicturedModel {
  /** `Imbalanced`. */
  readonly title: string;
  readonly embeddings: Embeddings;
  readonly images: RunImages;
}

/** The images of a block: see `FeatureExamples`. */
type ExampleBlock = 'loudest' | 'quietest' | 'recognised' | 'missed';

/** What `featureImages` takes beside the networks and the class. */
export interface FeatureImagesOptions extends FigureOptions, Given<FeatureExampleOptions> {
  /** Blocks of images, from above. Default: `loudest` and `quietest`. */
  readonly blocks?: readonly ExampleBlock[];
}

const blockNames: Readonly<Record<ExampleBlock, string>> = {
  loudest: 'training, loudest',
  quietest: 'training, quietest',
  recognised: 'test, recognised',
  missed: 'test, missed',
};

/**
 * The features with the largest mean ce of class `label` in each network, and below each feature the images of the
 * class in which it is largest or smallest. Only these images are read.
 */
export async function featureImages(
  models: readonly PicturedModel[],
  label: number,
  { blocks = ['loudest', 'quietest'], features, images, ...figure }: FeatureImagesOptions = {},
): Promise<Figure> {
  checkValue('plot.featureImages', 'blocks', blocks, listOf(oneOf(...Object.keys(blockNames))));
  const panels = await Promise.all(
    models.map((model) => panelOf(model, label, blocks, { features, images })),
  );
  return plot.featureImages({ blocks: blocks.map((block) => blockNames[block]), panels }, figure);
}

async function panelOf(
  model: PicturedModel,
  label: number,
  blocks: readonly ExampleBlock[],
  options: Given<FeatureExampleOptions>,
): Promise<FeatureImagesPanel> {
  const { train, classNames } = model.embeddings;
  const counts = Array.from(groupSizes(train.labels, train.C));
  const examples = featureExamples(model.embeddings, label, options);
  return {
    title: `${model.title}: ${className({ classNames, counts }, label)}`,
    features: await Promise.all(examples.map((example) => pictured(model, example, blocks))),
  };
}

async function pictured(
  { embeddings, images }: PicturedModel,
  example: FeatureExamples,
  blocks: readonly ExampleBlock[],
): Promise<PicturedFeature> {
  const block = async (name: ExampleBlock): Promise<CaptionedImages> => {
    const set = name === 'loudest' || name === 'quietest' ? 'train' : 'test';
    const rows = example[name];
    const captions = Array.from(rows, (i) => caption(embeddings, embeddings[set], example.feature, i));
    return { images: await images[set](rows), captions };
  };
  const { feature, meanCe } = example;
  return { feature, meanCe, blocks: await Promise.all(blocks.map(block)) };
}

function caption({ classNames }: Embeddings, embedding: Embedding, feature: number, i: number): string {
  const { H, fe, labels, predictions } = embedding;
  const taken = predictions[i] === labels[i] ? 'recognised' : `taken for ${classNames[predictions[i]]}`;
  return `${classNames[labels[i]]}, image ${i}, ${taken}<br>feature ${feature}: fe ${short(fe[i * H + feature])}`;
}
