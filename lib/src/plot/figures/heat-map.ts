import type { Data, LayoutAxis } from 'plotly.js-dist-min';
import { checkEmbeddings } from '../../embed/check';
import type { Embeddings } from '../../embed/embeddings';
import { checkEach, checkValue, oneOf, orNull, record, whole } from '../../options';
import { checkFigure, type Own } from '../kit/check';
import { type Draft, figure } from '../kit/draft';
import type { Figure, FigureOptions, Pair } from '../kit/figure';
import { byMeanCe, type HeatMapGrid, type HeatMapRows, heatMapGrid } from '../kit/heat-map-grid';
import { list, names as namesKind, optional } from '../kit/kinds';
import { describeSides, emptyTrace, pairLayout, type Side, sides } from '../kit/pair';
import { pick } from '../kit/pick';
import { divergingScale, sequentialScale } from '../kit/style';

/** What `plot.heatMap` takes beside the two models. */
export interface HeatMapOptions extends FigureOptions, HeatMapRows {
  /** Classes on the dropdown; the first is shown at first. Default: all, the rarest first. */
  classes?: readonly number[];
}

const own: Own<HeatMapOptions> = {
  ...{ quantity: [oneOf('fe', 'ce'), undefined], set: [oneOf('train', 'test'), undefined] },
  ...{ recognised: [whole(), undefined], missed: [whole(), undefined] },
  classes: [list(whole()), undefined],
};

/** Throws UserError unless the embeddings are sound and have a name for each class. */
function checkNamed(model: Embeddings): void {
  checkEmbeddings('plot.heatMap', model);
  checkValue('plot.heatMap', 'classNames', model.classNames, namesKind);
  checkValue('plot.heatMap', 'number of class names', model.classNames.length, oneOf(model.train.C));
}

/**
 * The fe or ce (`quantity`) of a class's instances, as a heat map: each row is an instance (recognised ones above
 * missed ones, the largest logit on top), each column a feature (the largest mean ce in training first). A dropdown
 * chooses the class. Both networks share the class's colour scale, which ends where 1 value in 100 is larger.
 */
export function heatMap(models: Pair<Embeddings>, options: HeatMapOptions = {}): Figure {
  const model = optional(orNull(record({})));
  checkFigure('plot.heatMap', models, { balanced: model, imbalanced: model }, options, own);
  for (const one of [models.balanced, models.imbalanced]) if (one) checkNamed(one);
  const both = sides(models).map(({ panel, model }) => ({
    panel,
    model: model && { model, order: byMeanCe(model) },
  }));
  const names = both.find(({ model }) => model)?.model?.model.classNames ?? [];
  const classes = options.classes ?? names.map((_, c) => names.length - 1 - c);
  checkEach('plot.heatMap', 'class', classes, oneOf(...names.keys()));
  return pick(Object.fromEntries(classes.map((c) => [names[c], classMap(both, c, options)])), {
    of: 'class',
  });
}

/** A network and the order of its features for each class. */
interface Ordered {
  model: Embeddings;
  order: number[][];
}

function classMap(models: Side<Ordered>[], c: number, options: HeatMapOptions): Figure {
  const { quantity = 'fe', set = 'test' } = options;
  const both = models.map(({ panel, model }) => ({
    panel,
    model: model && heatMapGrid(model.model, c, model.order[c], options),
  }));
  const largest = brightest(both);
  const withScale = both.findLast(({ model }) => model);
  const draft: Draft = {
    title: `${quantity} of ${set === 'train' ? 'training' : 'test'} images, feature by feature`,
    height: 560,
    top: 84,
    alt: `Heat map of ${quantity}, a row an image, a column a feature, the largest mean ce first. ${describeSides(both, describe)}`,
    data: both.map((side) => ({ ...tiles(side, quantity, largest), showscale: side === withScale })),
    layout: {
      ...pairLayout(both.map(titled), (_, k) => axes(both[k].model)),
      showlegend: false,
    },
  };
  return figure(draft, options);
}

/** The value at the end of the colour scale: 1 in 100 is larger, or the largest few would leave the others dark. */
function brightest(both: Side<HeatMapGrid>[]): number {
  const sizes = both
    .flatMap(({ model }) => model?.z.flat() ?? [])
    .map((value) => Math.abs(value ?? 0))
    .sort((a, b) => a - b);
  return Number((sizes[Math.floor(0.99 * sizes.length)] || 1).toPrecision(3));
}

/** `truck (n = 50), 30 recognised, 15 missed`, for the alt text. */
function describe({ name, recognised, missed }: HeatMapGrid): string {
  return `${name}, ${recognised} recognised, ${missed} missed`;
}

function titled({ panel, model }: Side<HeatMapGrid>): Side<HeatMapGrid> {
  return { panel: model ? { ...panel, title: `${panel.title}: ${model.name}` } : panel, model };
}

function axes(grid: HeatMapGrid | null): { x: LayoutAxis; y: LayoutAxis } {
  const { z, features, recognised, missed } = grid ?? { z: [], features: [], recognised: 0, missed: 0 };
  const blank = { showgrid: false, zeroline: false };
  const blocks = [
    { name: 'recognised', at: recognised / 2, rows: recognised },
    { name: 'missed', at: z.length - missed / 2, rows: missed },
  ].filter(({ rows }) => rows > 0);
  return {
    x: {
      ...{ ...blank, type: 'category', range: [-0.5, features.length - 0.5], showticklabels: false },
      title: { text: 'feature, largest mean ce first' },
    },
    y: {
      ...{ ...blank, type: 'category', range: [z.length - 0.5, -0.5] },
      // Between two rows: on one, it would take the place of the row's name in the hover text.
      ...{
        tickvals: blocks.map(({ at }) => Math.floor(at) - 0.5),
        ticktext: blocks.map(({ name }) => name),
        tickangle: -90,
      },
    },
  };
}

function tiles({ panel, model }: Side<HeatMapGrid>, quantity: 'fe' | 'ce', largest: number): Data {
  if (!model) return emptyTrace(panel);
  const { z, instances, features } = model;
  return {
    ...{ type: 'heatmap', x: features, y: instances, z: z as number[][], hoverongaps: false },
    ...{ zmin: quantity === 'ce' ? -largest : 0, zmax: largest, xaxis: panel.xaxis, yaxis: panel.yaxis },
    colorscale: quantity === 'ce' ? divergingScale : sequentialScale,
    colorbar: { title: { text: quantity }, thickness: 14, outlinewidth: 0 },
    hovertemplate: `${model.name}<br>%{y}<br>%{x}: ${quantity} %{z}<extra></extra>`,
  };
}
