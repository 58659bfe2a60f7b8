import type { ScatterData, Shape } from 'plotly.js-dist-min';
import { meanOf } from '../../measure/per-class';
import { orNull, record, whole } from '../../options';
import type { EpochRecord } from '../../train/fit';
import { checkClasses, checkFigure } from '../kit/check';
import { classColors, hoverNames } from '../kit/class-axis';
import { type Draft, figure, note } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions } from '../kit/figure';
import { amount, counts, list, names, optional, perClass } from '../kit/kinds';
import { type Panel, panelAxes, panelTitles, rows } from '../kit/panels';
import { palette } from '../kit/style';
import { percent, short } from '../kit/words';

/** One epoch of training, as `trainingCurves` draws it. */
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
  const epoch = record({
    ...{ epoch: whole(), learningRate: amount, loss: amount, testBac: amount },
    ...{ testRecall: perClass, trainRecall: optional(orNull(perClass)) },
  });
  const fields = { classNames: names, counts, history: list(epoch), epochs: optional(whole()) };
  checkFigure('plot.trainingCurves', data, fields, options);
  checkClasses('plot.trainingCurves', data, { counts: data.counts });
  const panels = rows(['Training loss', 'Balanced accuracy', 'Test recall by class'], 0.09);
  const last = Math.max(data.epochs ?? 0, ...data.history.map((r) => r.epoch), 2);
  for (const { testRecall } of data.history) checkClasses('plot.trainingCurves', data, { testRecall });
  const drops = lrDrops(data.history);
  const draft: Draft = {
    title: 'Training',
    height: 600,
    top: 84,
    alt: altText(data),
    data: [lossLine(panels[0], data), ...bacLines(panels[1], data), ...recallLines(panels[2], data)],
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

function line(
  { xaxis, yaxis }: Panel,
  history: readonly TrainedEpoch[],
  y: (record: TrainedEpoch) => number | null,
  style: Partial<ScatterData>,
): Partial<ScatterData> {
  const mode = history.length > 1 ? 'lines' : 'markers';
  const x = history.map(({ epoch }) => epoch);
  return { type: 'scatter', mode, x, y: history.map(y), xaxis, yaxis, ...style };
}

function lossLine(p: Panel, { history }: TrainingData): Partial<ScatterData> {
  return line(p, history, ({ loss }) => loss, {
    ...{ name: 'loss', showlegend: false, line: { color: palette.neutral, width: 2.5 } },
    text: history.map(({ learningRate }) => `lr ${learningRate}`),
    hovertemplate: 'epoch %{x}, %{text}<br>loss %{y:.4f}<extra></extra>',
  });
}

function bacLines(p: Panel, { history }: TrainingData): Partial<ScatterData>[] {
  const style = (name: string, color: string): Partial<ScatterData> => ({
    ...{ name, line: { color, width: 2.5 }, hovertemplate: `epoch %{x}<br>${name} %{y:.2%}<extra></extra>` },
  });
  const measured = history.filter(({ trainRecall }) => trainRecall);
  const best = bestEpoch(history);
  return [
    line(p, measured, ({ trainRecall }) => meanOf(trainRecall ?? []), style('train BAC', palette.train)),
    line(p, history, ({ testBac }) => testBac, style('test BAC', palette.test)),
    line(p, best ? [best] : [], ({ testBac }) => testBac, {
      ...{ mode: 'markers', name: 'best test epoch' },
      marker: { symbol: 'star', size: 14, color: palette.imbalance },
      hovertemplate: 'best: epoch %{x}<br>test BAC %{y:.2%}<extra></extra>',
    }),
  ];
}

function recallLines(p: Panel, data: TrainingData): Partial<ScatterData>[] {
  const [colors, names] = [classColors(data), hoverNames(data)];
  return data.classNames.map((name, c) =>
    line(p, data.history, ({ testRecall }) => testRecall[c], {
      ...{ name, line: { color: colors[c], width: 2 } },
      hovertemplate: `${names[c]}<br>epoch %{x}<br>test recall %{y:.1%}<extra></extra>`,
    }),
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
  const place = { x0: epoch - 0.5, x1: epoch - 0.5, yref: 'paper', y0: 0, y1: 1 } as const;
  return { type: 'line', ...place, line: { dash: 'dot' } };
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
