import type { LayoutAxis } from 'plotly.js-dist-min';
import type { ImageSet } from '../../data/images';
import { checkImages } from '../../data/images';
import { checkValue, oneOf, record, text, whole } from '../../options';
import { checkFigure } from '../kit/check';
import { type Draft, figure } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
import { amount, list } from '../kit/kinds';
import { type Sheet, sheetTraces } from '../kit/mosaic';
import { columns, type Panel, panelAxes, panelTitles } from '../kit/panels';
import { short } from '../kit/words';

/** Images of one size and the hover text of each. */
export interface CaptionedImages {
  images: ImageSet;
  captions: readonly string[];
}

/** A feature and its images, in as many blocks as `FeatureImagesData.blocks` has names. */
export interface PicturedFeature {
  /** 0..H-1. */
  feature: number;
  /** Its mean ce in the class. */
  meanCe: number;
  blocks: readonly CaptionedImages[];
}

/** The features of one network. */
export interface FeatureImagesPanel {
  /** `Imbalanced (n = 50)`. */
  title: string;
  /** Side by side, as columns. */
  features: readonly PicturedFeature[];
}

/** What `plot.featureImages` takes. */
export interface FeatureImagesData {
  /** What each row of blocks shows: `training, loudest`. */
  blocks: readonly string[];
  /** One network or two, side by side. */
  panels: readonly FeatureImagesPanel[];
}

const block = record({ images: record({}), captions: list(text) });
const picturedFeature = record({ feature: whole(), meanCe: amount, blocks: list(block) });
const panel = record({ title: text, features: list(picturedFeature) });

/** Throws UserError unless there are as many blocks as names, each with sound images and a caption for each. */
function checkBlocks(blocks: readonly CaptionedImages[], names: number): void {
  checkValue('plot.featureImages', 'number of blocks', blocks.length, oneOf(names));
  for (const { images, captions } of blocks) {
    checkImages('plot.featureImages', images);
    checkValue('plot.featureImages', 'number of captions', captions.length, oneOf(images.n));
  }
}

/**
 * Images of a class below its features: one column for each feature, one block of images for each way of choosing
 * them. The hover text repeats the caption and gives the image's number and value.
 */
export function featureImages(data: FeatureImagesData, options: FigureOptions = {}): Figure {
  checkFigure('plot.featureImages', data, { blocks: list(text), panels: list(panel, 1, 4) }, options);
  for (const { blocks } of data.panels.flatMap(({ features }) => features))
    checkBlocks(blocks, data.blocks.length);
  const panels = columns(
    data.panels.map(({ title }) => title),
    0.04,
  );
  const grids = data.panels.map((panel) => layOut(panel, data.blocks.length));
  const blockHeight = Math.min(data.panels.length > 1 ? 150 : 170, 410 / Math.max(1, data.blocks.length));
  const height = Math.round(190 + data.blocks.length * blockHeight);
  const draft: Draft = {
    title: 'Images under the features with the largest mean ce',
    ...{ height, top: 84, margin: { l: 110, b: 70 } },
    alt: data.panels.map((panel) => describe(panel, data.blocks)).join(' '),
    data: panels.flatMap(({ xaxis, yaxis }, k) => sheetTraces(grids[k], { xaxis, yaxis })),
    layout: {
      ...panelAxes(panels, (place, k) => axes(place, data, grids[k], k)),
      annotations: panelTitles(panels),
      showlegend: false,
    },
  };
  return figure(draft, options);
}

/** Pixels between images, blocks and columns. */
const [gap, blockGap, columnGap] = [2, 12, 14];

/** Where the images of a panel are on its sheet. */
interface Grid extends Sheet {
  /** Middles of the columns and of the rows of blocks. */
  x: number[];
  y: number[];
}

function layOut({ features }: FeatureImagesPanel, blocks: number): Grid {
  const sets = features.flatMap((feature) => feature.blocks.map(({ images }) => images));
  const most = Math.max(1, ...sets.map(({ n }) => n));
  const across = Math.ceil(Math.sqrt(most));
  const { width = 32, height = 32 } = sets[0] ?? {};
  const [stepX, stepY] = [width + gap, height + gap];
  const columnWidth = across * stepX + columnGap;
  const blockHeight = Math.ceil(most / across) * stepY + blockGap;
  const tiles = features.flatMap((feature, f) =>
    feature.blocks.flatMap(({ images, captions }, b) =>
      captions.map((caption, index) => ({
        ...{ images, index, caption, left: f * columnWidth + (index % across) * stepX },
        top: b * blockHeight + Math.floor(index / across) * stepY,
      })),
    ),
  );
  const middle = (k: number, size: number, space: number) => k * size + (size - space - gap) / 2;
  return {
    tiles,
    width: Math.max(1, features.length) * columnWidth - columnGap - gap,
    height: blocks * blockHeight - blockGap - gap,
    x: features.map((_, f) => middle(f, columnWidth, columnGap)),
    y: Array.from({ length: blocks }, (_, b) => middle(b, blockHeight, blockGap)),
  };
}

function axes(place: Panel, { blocks, panels }: FeatureImagesData, grid: Grid, k: number) {
  const space = { ticks: 'outside', ticklen: 6, tickcolor: 'rgba(0,0,0,0)' } as const;
  const bare = { ...space, showgrid: false, zeroline: false, constrain: 'domain' } as const;
  const x: LayoutAxis = {
    ...{ ...bare, range: [-0.5, grid.width - 0.5], tickvals: grid.x, tickangle: 0, constraintoward: 'left' },
    ticktext: panels[k].features.map((one) => `feature ${one.feature}<br>ce ${short(one.meanCe)}`),
  };
  const y: LayoutAxis = {
    ...{ ...bare, range: [grid.height - 0.5, -0.5], scaleanchor: place.xaxis, constraintoward: 'top' },
    ...{ tickvals: grid.y, ticktext: blocks.map((name) => name.replace(', ', ',<br>')) },
    ...{ showticklabels: k === 0 },
  };
  return { x, y };
}

function describe({ title, features }: FeatureImagesPanel, blocks: readonly string[]): string {
  const names = features.map(({ feature, meanCe }) => `${feature} (mean ce ${short(meanCe)})`);
  return `${title}: images under features ${names.join(', ')}; ${blocks.join('; ')}.`;
}
