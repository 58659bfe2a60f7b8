import { classNames } from '../data/sets/class-names';
import { readEmbedding, type StoredEmbedding } from '../embed/arrow';
import type { Embedding, Head } from '../embed/embeddings';
import { fit } from '../embed/import/head-fit';
import { concatenated, pickInstances } from '../embed/select';
import { UserError } from '../errors';
import { exists } from '../machine';
import { checkValue, text } from '../options';
import { modelName } from '../train/config';
import { bestEpoch } from '../train/fit';
import { referenceFolder } from '../train/reference-folder';
import { requireSameInstances } from './data-fingerprint';
import { EMBEDDINGS } from './finish';
import type { FullTrainingSet, Run } from './finished-run';
import { verifyRun } from './manifest';
import { RunFolder } from './run-folder';
import { runFolders } from './run-folders';
import { type Runs, runsById } from './runs';

export type { FullTrainingSet, Run } from './finished-run';

/**
 * All reference runs by id, in the paper's order, and the finished runs in `folders`, say `'../runs'`. Where several have
 * the same id, that of the longest preset is taken (`paper`, `course`, `small`, `smoke`), of equal ones the last; all of them are
 * there under the names of their folders, too. Asking for a run that is not there throws a UserError that names those that are.
 */
export async function loadRuns(...folders: readonly string[]): Promise<Runs> {
  for (const folder of folders) checkValue('loadRuns', 'folder', folder, text);
  const own = folders.flatMap(runFolders).filter((folder) => new RunFolder(folder).extracted());
  return runsById(await Promise.all([...runFolders(referenceFolder()), ...own].map(loadRun)));
}

/**
 * Reads a finished run from its folder; of a published run every file is checked against its manifest. Throws a
 * UserError where a file is missing or damaged.
 */
export async function loadRun(folder: string): Promise<Run> {
  await verifyRun(folder);
  const files = new RunFolder(folder);
  const { config, environment, moves, data, own } = await files.configuration();
  const history = await files.history();
  if (history.length === 0) throw unfinished(folder, 'no history');
  if (!files.extracted()) throw unfinished(folder, 'no embeddings');
  const head = await files.loadBestHead();
  const train = await readEmbedding(files.file(EMBEDDINGS.train), head);
  const test = await readEmbedding(files.file(EMBEDDINGS.test));
  requireHeadOf(files.file(EMBEDDINGS.train), train.embedding, head);
  requireHeadOf(files.file(EMBEDDINGS.test), test.embedding, head);
  if (data) requireSameInstances(folder, train, test.embedding, data);
  const unseen = files.file(EMBEDDINGS.unseen);
  return {
    id: `${modelName(config)}-${config.balance}`,
    folder,
    config,
    environment,
    moves,
    history,
    best: bestEpoch(history),
    last: history[history.length - 1],
    embeddings: {
      head,
      train: train.embedding,
      test: test.embedding,
      classNames: config.dataset === 'own' ? own!.classNames : classNames[config.dataset],
    },
    trainIndex: train.index,
    ...(own && { imagesPath: own.path }),
    lastHead: await files.loadLastHead(),
    fullTrain: async () => (exists(unseen) ? inDataOrder(train, await readEmbedding(unseen, head)) : null),
  };
}

/** Throws UserError unless these are logits of the run's head: another run's embeddings would be measured without a word. */
function requireHeadOf(file: string, { n, H, C, fe, logits }: Embedding, head: Head): void {
  const given = { fe: { shape: [n, H], data: fe }, logits: { shape: [n, C], data: logits } };
  if (H === head.H && fit(head, given) !== null) return;
  throw new UserError({
    where: file,
    given: 'embeddings of another network',
    expected: 'those of this run’s best',
    remedy: 'Restore the run’s folder, or remove it and train again.',
  });
}

/** The instances of both, by their position in the data set. */
function inDataOrder(a: StoredEmbedding, b: StoredEmbedding): FullTrainingSet {
  const index = [...a.index, ...b.index];
  const order = Int32Array.from(index.keys()).sort((i, j) => index[i] - index[j]);
  const all = pickInstances(concatenated(a.embedding, b.embedding), order);
  return { ...all, index: order.map((row) => index[row]) };
}

function unfinished(folder: string, given: string): UserError {
  const remedy = 'Finish it: fragility train with the same options goes on where it stopped.';
  return new UserError({ where: `loadRun(${folder})`, given, expected: 'a finished run', remedy });
}
