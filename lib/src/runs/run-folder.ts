import { UserError } from '../errors';
import { appendDurably, deepEqual, exists, remove, writeFileAtomically } from '../machine';
import { readCheckpoint, saveCheckpoint } from '../model/checkpoint';
import { type Head, headOf, headOfTensors } from '../model/head';
import { readSafetensors, writeSafetensors } from '../model/safetensors';
import type { Network } from '../model/weights';
import { canonical, type TrainingConfig } from '../train/config';
import { bestEpoch, type EpochRecord, type Resumption } from '../train/fit';
import { type DataFingerprint, requireSameData } from './data-fingerprint';
import type { Environment, Move } from './environment';
import { RunRecord } from './run-record';
import type { OwnImages, RunConfiguration } from './stored';
import { damaged, readState, type TrainingState, writeState } from './training-state';

/** A run's folder as training writes it, and its networks. */
export class RunFolder extends RunRecord {
  /** Writes config.json, or checks that it is the same configuration of the same images. */
  async claim(
    config: TrainingConfig,
    environment: Environment,
    data?: DataFingerprint,
    own?: OwnImages,
  ): Promise<void> {
    const file = this.file('config.json');
    if (!exists(file))
      return this.configure({ config, environment, moves: [], ...(data && { data }), ...(own && { own }) });
    const { config: found, data: known } = await this.configuration();
    if (canonical(found) !== canonical(config)) {
      throw new UserError({
        where: file,
        given: 'another configuration',
        expected: `that of this run, ${config.setting} ${config.balance} ${config.preset}`,
        remedy: 'Choose another folder, or remove this one.',
      });
    }
    if (data && known) requireSameData(file, data, known);
  }

  /** Notes that the epochs to come are trained elsewhere, if they are. */
  async move(move: Move): Promise<void> {
    const { moves, ...rest } = await this.configuration();
    const { environment } = rest;
    const latest = moves.at(-1)?.environment ?? environment;
    if (deepEqual(latest, move.environment)) return;
    await this.configure({ ...rest, moves: [...moves, move] });
  }

  /**
   * History and state to go on from; null for a run not yet begun, or that stopped within its first epoch. Epochs after the
   * checkpoint are forgotten. Throws UserError where the files do not belong together.
   */
  async resumption(): Promise<Resumption | null> {
    const file = this.file('checkpoint.safetensors');
    const all = await this.history();
    if (!exists(file)) {
      if (all.length > 1)
        throw damaged(file, `none after ${all.length} epochs`, 'the state after the last one');
      return null;
    }
    const { config, data } = await this.configuration();
    const { epoch, snapshot } = await readState(file, config.epochs, data !== undefined);
    if (all.length < epoch)
      throw damaged(this.file('history.jsonl'), `${all.length} epochs`, `at least ${epoch}`);
    const history = all.slice(0, epoch);
    await writeFileAtomically(
      this.file('history.jsonl'),
      history.map((r) => `${JSON.stringify(r)}\n`).join(''),
    );
    return { history, snapshot };
  }

  /** Appends an epoch and forces it to disk. */
  append(record: EpochRecord): Promise<void> {
    return appendDurably(this.file('history.jsonl'), `${JSON.stringify(record)}\n`);
  }

  /** The file says by itself what the network was trained on, wherever it is copied to. */
  async saveNetwork(name: 'best' | 'last', network: Network, record: EpochRecord): Promise<void> {
    const { config, own } = await this.configuration();
    const classes = own && { own: { path: '', classNames: own.classNames } };
    const run = JSON.stringify({ config, environment: {}, ...classes });
    const metadata = { epoch: String(record.epoch), testBac: String(record.testBac), run };
    return saveCheckpoint(this.file(`${name}.safetensors`), network, metadata);
  }

  /** Throws UserError unless the file says the epoch that the history has for it; files of other programs say none. */
  async loadNetwork(name: 'best' | 'last'): Promise<Network> {
    const file = this.file(`${name}.safetensors`);
    const { network, metadata } = await readCheckpoint(file);
    const history = await this.history();
    const record = name === 'best' && history.length > 0 ? bestEpoch(history) : history.at(-1);
    if (record && metadata.epoch !== undefined && metadata.epoch !== String(record.epoch))
      throw damaged(file, `the network of epoch ${metadata.epoch}`, `that of epoch ${record.epoch}`);
    return network;
  }

  /** Writes the classification layer of the last epoch's network as a file of its own. */
  saveLastHead({ weights }: Network): Promise<void> {
    const layer = [...weights].filter(([name]) => name.startsWith('linear.'));
    return writeSafetensors(this.file('last-head.safetensors'), new Map(layer));
  }

  /** The classification layer of the last epoch. */
  loadLastHead(): Promise<Head> {
    return readHead(this.file('last-head.safetensors'));
  }

  /** The classification layer of the best network. */
  async loadBestHead(): Promise<Head> {
    const file = this.file('best-head.safetensors');
    return exists(file) ? readHead(file) : headOf(await this.loadNetwork('best'));
  }

  private configure({ moves, ...rest }: RunConfiguration): Promise<void> {
    const said = moves.length > 0 ? { ...rest, moves } : rest;
    return writeFileAtomically(this.file('config.json'), `${JSON.stringify(said, null, 2)}\n`);
  }

  /** Replaces the checkpoint by the state after an epoch. */
  checkpoint(state: TrainingState): Promise<void> {
    return writeState(this.file('checkpoint.safetensors'), state);
  }

  /** Forgets the epochs of a run that stopped before its first checkpoint. */
  async reset(): Promise<void> {
    await remove(this.file('history.jsonl'));
  }

  dropCheckpoint(): Promise<void> {
    return remove(this.file('checkpoint.safetensors'));
  }
}

async function readHead(file: string): Promise<Head> {
  const { tensors } = await readSafetensors(file);
  return headOfTensors(tensors, file);
}
