import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readEmbedding, writeEmbedding } from '../embed/arrow';
import { EMBEDDINGS } from './finish';
import { RunFolder } from './run-folder';

/** What a reader of a run needs beside the embeddings; the last epoch's whole network is left out. */
const COPIED = ['config.json', 'history.jsonl', 'best.safetensors', 'last-head.safetensors'];

/**
 * Copies what a reader of a finished run needs, for `data/reference`, with the features of the embedding files named in
 * `halved` in half precision; of the unseen training images, whose predictions no measure asks for, without the logits.
 */
export async function publishRun(
  folder: string,
  destination: string,
  halved: readonly string[] = [],
): Promise<void> {
  const run = new RunFolder(folder);
  await mkdir(destination, { recursive: true });
  const embeddings = Object.values(EMBEDDINGS).filter((name) => existsSync(run.file(name)));
  for (const name of [...COPIED, ...embeddings]) {
    if (halved.includes(name)) await copyHalved(run.file(name), join(destination, name));
    else await copyFile(run.file(name), join(destination, name));
  }
}

async function copyHalved(file: string, to: string): Promise<void> {
  const logits = basename(file) === EMBEDDINGS.unseen ? 'none' : 'float32';
  await writeEmbedding(to, await readEmbedding(file), { fe: 'float16', logits });
}
