import { type TrainedEpoch, trainingCurves } from '../plot/figures/training-curves';
import type { ClassAxis } from '../plot/kit/figure';
import { chartState } from './chart-html';
import { DisplaySlot, inKernel } from './kernel';
import { figureBundle } from './render';

/** What `liveTraining` takes. */
export interface LiveTrainingOptions extends ClassAxis {
  /** Epochs the run is to have: fixes the chart's x axis, and the chart becomes interactive after the last. */
  epochs?: number;
  /** Least milliseconds between two drawings. Default: 300. */
  pace?: number;
}

/** A chart that follows a training run. */
export interface LiveTraining {
  /** The callback for the training: adds an epoch and draws. Outside a notebook prints a line. */
  readonly onEpoch: (record: TrainedEpoch, total?: number) => void;
  /** Draws the final, interactive chart; needed only where the number of epochs was not given or not reached. */
  readonly finish: () => void;
  readonly history: readonly TrainedEpoch[];
}

/**
 * A chart of loss, balanced accuracy and recall by class below the cell, which follows a training run:
 * `trainLive(dataset, { onEpoch: liveTraining({ classNames, epochs: 10 }).onEpoch })`. An executed notebook keeps only
 * its last state.
 */
export function liveTraining({ epochs, pace = 300, ...axis }: LiveTrainingOptions): LiveTraining {
  const history: TrainedEpoch[] = [];
  const slot = new DisplaySlot();
  let planned = epochs;
  let drawn = 0;
  let followed = false;
  const draw = () => trainingCurves({ ...axis, history, ...(planned ? { epochs: planned } : {}) });
  const finish = () => slot.put(figureBundle(draw()));
  const onEpoch = (record: TrainedEpoch, total?: number) => {
    history.push(record);
    planned = total ?? planned;
    if (!inKernel()) return console.log(epochLine(record, planned));
    if (record.epoch === planned) return finish();
    if (Date.now() - drawn < pace) return;
    drawn = Date.now();
    const figure = draw();
    // JupyterLab never redraws a Plotly output that is replaced, but it does redraw HTML.
    const html = chartState(figure, slot.id, !followed);
    followed = true;
    slot.put({ 'text/html': html, 'text/plain': figure.layout.meta.alt });
  };
  return { onEpoch, finish, history };
}

function epochLine({ epoch, loss, testBac }: TrainedEpoch, planned?: number): string {
  const of = planned ? `/${planned}` : '';
  return `epoch ${epoch}${of}: loss ${loss.toFixed(4)}, test balanced accuracy ${(100 * testBac).toFixed(2)} %`;
}
