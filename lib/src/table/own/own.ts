import type { Dataset } from '../../data/images';
import { groupSizes } from '../../measure/per-class';
import type { TitledTable } from '../table';
import { type NamedAnalysis, reportTables } from './analysis';
import {
  embeddingsTables,
  embeddingTables,
  headTables,
  isEmbedding,
  isEmbeddings,
  isHead,
} from './embeddings';
import { isRun, runLine, runTables } from './run';
import {
  isBackendTensor,
  isHostTensor,
  isNetwork,
  isNumberArray,
  networkTables,
  numbersText,
} from './tensors';

/** The library's own kinds of things, and several of them, as tables; null for anything else. */
export function ownTables(x: object): TitledTable[] | null {
  return tablesOfOne(x) ?? tablesOfSeveral(x);
}

function tablesOfOne(x: object): TitledTable[] | null {
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

/** Things in a list or under names that are looked at, to see whether all are of the library's kinds. */
const SEVERAL = 100;

/** A list or a record of the library's things: a line for each. */
function tablesOfSeveral(x: object): TitledTable[] | null {
  const names = Array.isArray(x) ? [...x.slice(0, SEVERAL).keys()].map(String) : Object.keys(x);
  if (names.length === 0 || names.length > SEVERAL) return null;
  const things: unknown[] = names.map((name) => Reflect.get(x, name));
  if (!things.every((thing) => typeof thing === 'object' && thing !== null)) return null;
  const lines = things.map((thing) => lineOf(thing as object));
  if (!lines.every((line) => line !== null)) return null;
  const columns = Object.keys(lines[0]).map((name) => ({ name, values: lines.map((line) => line[name]) }));
  const key = Array.isArray(x) ? [] : [{ name: '', values: names }];
  const totalRows = Array.isArray(x) ? x.length : names.length;
  const title = things.every((thing) => isRun(thing as object))
    ? 'Runs'
    : 'Several things; show one of them for its numbers';
  return [{ title, table: { columns: [...key, ...columns], totalRows } }];
}

function lineOf(x: object): Record<string, unknown> | null {
  if (isRun(x)) return runLine(x);
  const tables = tablesOfOne(x);
  return tables && { what: tables[0].title };
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
  const counts = (labels: ArrayLike<number>) => groupSizes(Int32Array.from(labels), classNames.length);
  const columns = [
    { name: 'class', values: classNames },
    { name: 'training images', values: counts(train.labels) },
    { name: 'test images', values: counts(test.labels) },
  ];
  return [{ title: `Data set ${name}: images of ${height}x${width}`, table: { columns } }];
}
