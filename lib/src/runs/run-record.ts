import { UserError } from '../errors';
import { DiskError, exists, join, readText } from '../machine';
import type { EpochRecord } from '../train/fit';
import { parseConfiguration, parseHistory, type RunConfiguration } from './stored';

/**
 * A run's folder:
 *
 *     config.json             the resolved configuration, on what and from which images, and where it went on elsewhere
 *     history.jsonl           one EpochRecord a line, flushed after each epoch
 *     best.safetensors        the network of the best test BAC, its epoch in its metadata
 *     last.safetensors        the network of the last epoch, once finished
 *     checkpoint.safetensors  weights and momenta of the newest epoch with a checksum, while unfinished
 *     run.lock                the process that trains it, while it does
 *     last-head.safetensors   the classification layer of the network of the last epoch
 *     best-head.safetensors   that of the best network, where the file of the whole network has to be fetched
 *     *.arrow                 embeddings of the best network, once finished
 */
export class RunRecord {
  constructor(readonly path: string) {}

  file(name: string): string {
    return join(this.path, name);
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

  /** What config.json says. */
  async configuration(): Promise<RunConfiguration> {
    const text = await readText(this.file('config.json')).catch((error: unknown) => {
      if (!(error instanceof DiskError && ['ENOENT', 'ENOTDIR'].includes(error.code))) throw error;
      const problem = {
        given: 'no config.json',
        expected: 'a run’s folder',
        remedy: 'Check the path; fragility runs lists the runs.',
      };
      throw new UserError({ where: this.path, ...problem });
    });
    return parseConfiguration(this.file('config.json'), text);
  }
}
