import type { ScatterData, Shape } from 'plotly.js-dist-min';
import { meanOf, type PerClass } from '../../measure/per-class';
import type { EpochRecord } from '../../train/fit';
import { checkClasses } from '../kit/check';
import { classColors, hoverNames } from '../kit/class-axis';
import { type Draft, figure, note } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions } from '../kit/figure';
import { type Panel, panelAxes, panelTitles, rows } from '../kit/panels';
import { palette } from '../kit/style';
import { percent, short } from '../kit/words';

/** What the chart needs of an epoch. */
export type TrainedEpoch = Omit<EpochRecord, 'seconds'>;

/** What `plot.trainingCurves` takes. */
export interface TrainingData extends ClassAxis {
  history: readonly TrainedEpoch[];
  /** Epochs the run is to have, for the x axis. Default: those in the history. */
  epochs?: number;
}

/**
 * Loss, balanced accuracy (train and test, best test epoch starred) and test recall of each class over the epochs;
 * dotted lines mark the learning rate's drops. Source: paper §4.2.
 */
export function trainingCurves(data: TrainingData, options: FigureOptions = {}): Figure {
  const panels = rows(['Training loss', 'Balanced accuracy', 'Test recall by class'], 0.09);
  const last = Math.max(data.epochs ?? 0, ...data.history.map((r) => r.epoch), 2);
  for (const { testRecall } of data.history) checkClasses('plot.trainingCurves', data, { testRecall });
  const drops = lrDrops(data.history);
  const draft: Draft = {
    title: 'Training',
    height: 600,
    top: 84,
    alt: altText(data),
    data: [...lossLine(panels[0], data), ...bacLines(panels[1], data), ...recallLines(panels[2], data)],
    layout: {
      ...panelAxes(panels, (_, k) => ({
        x: {
          range: [0.5, last + 0.5],
          showgrid: false,
          ...(k > 0 ? { matches: 'x' as const } : {}),
          ...(k === 2 ? { title: { text: 'epoch' } } : {}),
        },
        y: k === 0 ? { rangemode: 'tozero' } : { range: [0, 1.03], tickformat: '.0%' },
      })),
      annotations: [...panelTitles(panels), ...drops.map(dropName)],
      shapes: drops.map(dropLine),
      showlegend: true,
    },
  };
  return figure(draft, options);
}

function line(p: Panel, data: TrainingData, y: PerClass, style: Partial<ScatterData>): Partial<ScatterData> {
  const x = data.history.map((r) => r.epoch);
  const mode = x.length > 1 ? 'lines' : 'markers';
  return { type: 'scatter', mode, x, y: [...y], xaxis: p.xaxis, yaxis: p.yaxis, ...style };
}

function lossLine(p: Panel, data: TrainingData): Partial<ScatterData>[] {
  const rates = data.history.map((r) => `lr ${r.learningRate}`);
  const style: Partial<ScatterData> = {
    ...{ name: 'loss', showlegend: false, text: rates, line: { color: palette.neutral, width: 2.5 } },
    hovertemplate: 'epoch %{x}, %{text}<br>loss %{y:.4f}<extra></extra>',
  };
  return [
    line(
      p,
      data,
      data.history.map((r) => r.loss),
      style,
    ),
  ];
}

function bacLines(p: Panel, data: TrainingData): Partial<ScatterData>[] {
  const style = (name: string, color: string): Partial<ScatterData> => ({
    ...{ name, line: { color, width: 2.5 }, hovertemplate: `epoch %{x}<br>${name} %{y:.2%}<extra></extra>` },
  });
  const measured = { ...data, history: data.history.filter((r) => r.trainRecall) };
  const train = measured.history.map((r) => meanOf(r.trainRecall ?? []));
  const test = data.history.map((r) => r.testBac);
  const best = bestEpoch(data.history);
  const star: Partial<ScatterData> = {
    ...{ type: 'scatter', mode: 'markers', name: 'best test epoch', xaxis: p.xaxis, yaxis: p.yaxis },
    ...{ x: best ? [best.epoch] : [], y: best ? [best.testBac] : [] },
    marker: { symbol: 'star', size: 14, color: palette.imbalance },
    hovertemplate: 'best: epoch %{x}<br>test BAC %{y:.2%}<extra></extra>',
  };
  return [
    line(p, measured, train, style('train BAC', palette.train)),
    line(p, data, test, style('test BAC', palette.test)),
    star,
  ];
}

function recallLines(p: Panel, data: TrainingData): Partial<ScatterData>[] {
  const colors = classColors(data);
  const names = hoverNames(data);
  return data.classNames.map((name, c) =>
    line(
      p,
      data,
      data.history.map((r) => r.testRecall[c]),
      {
        ...{ name, line: { color: colors[c], width: 2 } },
        hovertemplate: `${names[c]}<br>epoch %{x}<br>test recall %{y:.1%}<extra></extra>`,
      },
    ),
  );
}

/** The first epoch with the largest test BAC. */
function bestEpoch(history: readonly TrainedEpoch[]): TrainedEpoch | undefined {
  const top = Math.max(...history.map((r) => r.testBac));
  return history.find((record) => record.testBac === top);
}

function lrDrops(history: readonly TrainedEpoch[]): TrainedEpoch[] {
  return history.filter((r, i) => i > 0 && r.learningRate < history[i - 1].learningRate);
}

function dropLine({ epoch }: TrainedEpoch): Partial<Shape> {
  return {
    type: 'line',
    yref: 'paper',
    y0: 0,
    y1: 1,
    x0: epoch - 0.5,
    x1: epoch - 0.5,
    line: { dash: 'dot' },
  };
}

function dropName({ epoch, learningRate }: TrainedEpoch) {
  const place = { x: epoch - 0.5, xanchor: 'right', y: 1, yref: 'paper', yanchor: 'top' } as const;
  return note(`lr ${learningRate}`, { ...place, textangle: -90 });
}

function altText({ history, classNames }: TrainingData): string {
  const best = bestEpoch(history);
  const end = history.at(-1);
  if (!best || !end) return 'Training curves without any epoch yet.';
  const ends = [0, classNames.length - 1].map((c) => `${percent(end.testRecall[c])} for ${classNames[c]}`);
  return [
    `Training over ${history.length} epochs: loss from ${short(history[0].loss)} to ${short(end.loss)};`,
    `best test balanced accuracy ${percent(best.testBac)} in epoch ${best.epoch};`,
    `at the end test recall ${ends.join(' and ')}.`,
  ].join(' ');
}
