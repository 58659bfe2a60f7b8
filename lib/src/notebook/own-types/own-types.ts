import type { Dataset } from '../../data/images';
import { groupSizes } from '../../measure/per-class';
import type { TitledTable } from '../../table/table';
import { type NamedAnalysis, reportTables } from '../report-tables';
import {
  embeddingsTables,
  embeddingTables,
  headTables,
  isEmbedding,
  isEmbeddings,
  isHead,
} from './embeddings';
import { isRun, runTables } from './run';
import {
  isBackendTensor,
  isHostTensor,
  isNetwork,
  isNumberArray,
  networkTables,
  numbersText,
} from './tensors';

/** The library's own kinds of things as tables; null for anything else. */
export function ownTables(x: object): TitledTable[] | null {
  if (isRun(x)) return runTables(x);
  if (isAnalysis(x)) return reportTables(x);
  if (isEmbeddings(x)) return embeddingsTables(x);
  if ('embeddings' in x && isEmbeddings(Object(x.embeddings))) return embeddingsTables(Object(x.embeddings));
  if (isEmbedding(x)) return embeddingTables(x);
  if (isHead(x)) return headTables(x);
  if (isNetwork(x)) return networkTables(x);
  if (isDataset(x)) return datasetTables(x);
  return null;
}

/** Rows of numbers and tensors in words and numbers; null for anything else. */
export function ownText(x: object): string | null {
  if (isBackendTensor(x)) return numbersText(x.dtype, x.shape, x.dataSync());
  if (isHostTensor(x)) return numbersText(x.data.constructor.name, x.shape, x.data);
  if (isNumberArray(x)) return numbersText(x.constructor.name, [x.length], x);
  return null;
}

function isAnalysis(x: object): x is NamedAnalysis {
  return ['measures', 'options', 'nTrain', 'nTest'].every((name) => name in x);
}

function isDataset(x: object): x is Dataset {
  return ['name', 'train', 'test', 'preprocessing'].every((name) => name in x);
}

function datasetTables({ name, train, test }: Dataset): TitledTable[] {
  const { classNames, height, width } = train;
  const counts = (labels: Uint8Array) => groupSizes(Int32Array.from(labels), classNames.length);
  const columns = [
    { name: 'class', values: classNames },
    { name: 'training images', values: counts(train.labels) },
    { name: 'test images', values: counts(test.labels) },
  ];
  return [{ title: `Data set ${name}: images of ${height}x${width}`, table: { columns } }];
}
