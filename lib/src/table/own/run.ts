import { trainedOn } from '../../runs/environment';
import type { Run } from '../../runs/load-run';
import { presetOf } from '../../train/preset-of';
import { sensible } from '../numbers';
import type { TitledTable } from '../table';
import { embeddingsTables } from './embeddings';

/** Whether `x` is a finished run. */
export function isRun(x: object): x is Run {
  return ['config', 'environment', 'moves', 'history', 'best', 'embeddings'].every((name) => name in x);
}

/** A run among others: what it was told, and what it reached. */
export function runLine({ id, config, best, last }: Run): Record<string, unknown> {
  return {
    run: id,
    preset: presetOf(config),
    seed: config.seed,
    'best epoch': `${best.epoch} of ${last.epoch}`,
    'test BAC %': 100 * best.testBac,
  };
}

/** What a run was told, what it reached, and its embeddings by class. */
export function runTables(run: Run): TitledTable[] {
  const { id, folder, config, environment, moves, best, last, embeddings } = run;
  const reached = {
    'best epoch': `${best.epoch} of ${last.epoch}`,
    'test BAC %': 100 * best.testBac,
    'test BAC of the last epoch %': 100 * last.testBac,
    folder,
  };
  const moved = moves.length > 0 ? { 'trained on': trainedOn(run) } : {};
  const entries = Object.entries({ ...reached, ...config, ...environment, ...moved });
  const columns = [
    { name: 'what', values: entries.map(([name]) => name) },
    // As text: the numbers of a column share one format, and these have nothing in common.
    { name: 'value', values: entries.map(([, value]) => textOf(value)) },
  ];
  return [{ title: `Run ${id}`, table: { columns } }, ...embeddingsTables(embeddings)];
}

function textOf(value: unknown): string {
  return typeof value === 'number' ? sensible(value) : String(value);
}
