import { UserError } from '../errors';
import { appendDurably, deepEqual, exists, join, readText, remove, writeFileAtomically } from '../machine';
import { loadCheckpoint, saveCheckpoint } from '../model/checkpoint';
import { type Head, headOfTensors } from '../model/head';
import { readSafetensors, writeSafetensors } from '../model/safetensors';
import type { Network, Weights } from '../model/weights';
import { canonical, type TrainingConfig } from '../train/config';
import type { EpochRecord, Resumption } from '../train/fit';
import type { Snapshot } from '../train/trainer';
import type { Environment, Move } from './environment';
import { parseConfiguration, parseHistory, type RunConfiguration } from './stored';

/**
 * A run's folder:
 *
 *     config.json             the resolved configuration, what it ran on, and where it went on elsewhere
 *     history.jsonl           one EpochRecord a line, flushed after each epoch
 *     best.safetensors        the network of the best test BAC, best-epoch in its metadata
 *     last.safetensors        the network of the last epoch, once finished
 *     checkpoint.safetensors  weights and momenta of the newest epoch, while unfinished
 *     run.lock                who trains, while it is trained
 *     last-head.safetensors   its classification layer alone
 *     *.arrow                 embeddings of the best network, once finished
 */
export class RunFolder {
  constructor(readonly path: string) {}

  file(name: string): string {
    return join(this.path, name);
  }

  /** Writes config.json, or checks that it is the same configuration. */
  async claim(config: TrainingConfig, environment: Environment): Promise<void> {
    const file = this.file('config.json');
    if (!exists(file)) return this.configure({ config, environment, moves: [] });
    const { config: found } = await this.configuration();
    if (canonical(found) !== canonical(config)) {
      throw new UserError({
        where: file,
        given: 'another configuration',
        expected: `that of this run, ${config.setting} ${config.balance} ${config.preset}`,
        remedy: 'Choose another folder, or remove this one.',
      });
    }
  }

  /** Notes that the epochs to come are trained elsewhere, if they are. */
  async move(move: Move): Promise<void> {
    const { config, environment, moves } = await this.configuration();
    const latest = moves.at(-1)?.environment ?? environment;
    if (deepEqual(latest, move.environment)) return;
    await this.configure({ config, environment, moves: [...moves, move] });
  }

  /** History and state to go on from; null for a run not yet begun or without its history. Epochs after the checkpoint are forgotten. */
  async resumption(): Promise<Resumption | null> {
    if (!exists(this.file('checkpoint.safetensors'))) return null;
    const { tensors, metadata } = await readSafetensors(this.file('checkpoint.safetensors'));
    const epoch = Number(metadata.epoch);
    const history = (await this.history()).slice(0, epoch);
    if (history.length < epoch) return null;
    await writeFileAtomically(
      this.file('history.jsonl'),
      history.map((r) => `${JSON.stringify(r)}\n`).join(''),
    );
    const part = (prefix: string): Weights =>
      new Map(
        [...tensors]
          .filter(([name]) => name.startsWith(prefix))
          .map(([name, t]) => [name.slice(prefix.length), t]),
      );
    return { history, snapshot: { weights: part('weights/'), velocity: part('velocity/') } };
  }

  /** Whether training has ended. A published run keeps the head of its last network only. */
  finished(): boolean {
    const ends = ['last.safetensors', 'last-head.safetensors'];
    return !exists(this.file('checkpoint.safetensors')) && ends.some((name) => exists(this.file(name)));
  }

  /** Whether the embeddings are there, too: the head is written after them. */
  extracted(): boolean {
    return exists(this.file('last-head.safetensors'));
  }

  async history(): Promise<EpochRecord[]> {
    const file = this.file('history.jsonl');
    return parseHistory(file, exists(file) ? await readText(file) : '');
  }

  /** Appends an epoch and forces it to disk. */
  append(record: EpochRecord): Promise<void> {
    return appendDurably(this.file('history.jsonl'), `${JSON.stringify(record)}\n`);
  }

  saveNetwork(name: 'best' | 'last', network: Network, record: EpochRecord): Promise<void> {
    const metadata = { epoch: String(record.epoch), testBac: String(record.testBac) };
    return saveCheckpoint(this.file(`${name}.safetensors`), network, metadata);
  }

  loadNetwork(name: 'best' | 'last'): Promise<Network> {
    return loadCheckpoint(this.file(`${name}.safetensors`));
  }

  /** Writes the classification layer of the last epoch's network as a file of its own. */
  saveLastHead({ weights }: Network): Promise<void> {
    const layer = [...weights].filter(([name]) => name.startsWith('linear.'));
    return writeSafetensors(this.file('last-head.safetensors'), new Map(layer));
  }

  /** The classification layer of the last epoch. */
  async loadLastHead(): Promise<Head> {
    const { tensors } = await readSafetensors(this.file('last-head.safetensors'));
    return headOfTensors(tensors, this.file('last-head.safetensors'));
  }

  /** What config.json says. */
  async configuration(): Promise<RunConfiguration> {
    const text = await readText(this.file('config.json')).catch(() => {
      const problem = {
        given: 'no config.json',
        expected: 'a run’s folder',
        remedy: 'Check the path; fragility runs lists the runs.',
      };
      throw new UserError({ where: this.path, ...problem });
    });
    return parseConfiguration(this.file('config.json'), text);
  }

  private configure({ moves, ...rest }: RunConfiguration): Promise<void> {
    const said = moves.length > 0 ? { ...rest, moves } : rest;
    return writeFileAtomically(this.file('config.json'), `${JSON.stringify(said, null, 2)}\n`);
  }

  /** Replaces the checkpoint by the state after `epoch`. */
  checkpoint(epoch: number, { weights, velocity }: Snapshot): Promise<void> {
    const prefixed = (prefix: string, tensors: Weights) =>
      [...tensors].map(([name, t]) => [prefix + name, t] as const);
    const tensors = new Map([...prefixed('weights/', weights), ...prefixed('velocity/', velocity)]);
    return writeSafetensors(this.file('checkpoint.safetensors'), tensors, { epoch: String(epoch) });
  }

  /** Forgets the epochs of a run that stopped before its first checkpoint. */
  async reset(): Promise<void> {
    await remove(this.file('history.jsonl'));
  }

  dropCheckpoint(): Promise<void> {
    return remove(this.file('checkpoint.safetensors'));
  }
}
