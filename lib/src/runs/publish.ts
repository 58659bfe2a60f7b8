import { readEmbedding, type Storage, writeEmbedding } from '../embed/arrow';
import { copyFile, exists, join } from '../machine';
import { headOf } from '../model/head';
import { EMBEDDINGS } from './finish';
import { RunFolder } from './run-folder';

/** What a reader of a run needs beside the embeddings; the last epoch's whole network is left out. */
const COPIED = ['config.json', 'history.jsonl', 'best.safetensors', 'last-head.safetensors'];

/**
 * Copies what a reader of a finished run needs, for `data/reference`; the embedding files named in `stored` are written
 * again as it says, the others copied.
 */
export async function publishRun(
  folder: string,
  destination: string,
  stored: Readonly<Record<string, Storage>> = {},
): Promise<void> {
  const run = new RunFolder(folder);
  const head = headOf(await run.loadNetwork('best'));
  const embeddings = Object.values(EMBEDDINGS).filter((name) => exists(run.file(name)));
  for (const name of [...COPIED, ...embeddings]) {
    const [from, to] = [run.file(name), join(destination, name)];
    if (stored[name]) await writeEmbedding(to, await readEmbedding(from, head), stored[name]);
    else await copyFile(from, to);
  }
}
