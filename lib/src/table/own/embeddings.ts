import type { Embedding, Embeddings, Head } from '../../embed/embeddings';
import { confusion, recall } from '../../measure/class/recall';
import { groupSizes } from '../../measure/per-class';
import type { TableColumn, TitledTable } from '../table';

/** Whether `x` is what one network made of some images. */
export function isEmbedding(x: object): x is Embedding {
  return 'fe' in x && x.fe instanceof Float32Array && 'labels' in x && 'predictions' in x;
}

/** Whether `x` is a network seen through its training and its test images. */
export function isEmbeddings(x: object): x is Embeddings {
  return ['train', 'test'].every((name) => isEmbeddingIn(x, name)) && 'head' in x && 'classNames' in x;
}

/** Whether `x` is a classification layer. */
export function isHead(x: object): x is Head {
  return 'W' in x && x.W instanceof Float32Array && 'kind' in x && 'H' in x && 'C' in x;
}

/** By class: instances, recall, what they are most often mistaken for, mean length of fe. */
export function embeddingTables(embedding: Embedding): TitledTable[] {
  const { n, H, C } = embedding;
  const title = `Embedding: ${n.toLocaleString('en-US')} instances, ${H} features, ${C} classes`;
  const columns = [classColumn(C), ...setColumns(embedding, ''), mistakenColumn(embedding)];
  return [{ title, table: { columns } }];
}

/** The same of the training and the test set side by side. */
export function embeddingsTables({ train, test, head, classNames }: Embeddings): TitledTable[] {
  const title = `Embeddings: ${classNames.length} classes, ${train.H} features, ${head.kind} head`;
  const columns = [
    classColumn(train.C, classNames),
    ...setColumns(train, 'train '),
    ...setColumns(test, 'test '),
    mistakenColumn(test, classNames),
  ];
  return [{ title, table: { columns } }];
}

/** By class: length of its row of weights, bias, largest weight and its feature. */
export function headTables({ kind, H, C, W, b }: Head): TitledTable[] {
  const rows = Array.from({ length: C }, (_, c) => W.subarray(c * H, (c + 1) * H));
  const largest = rows.map((row) => Math.max(...row));
  const columns = [
    classColumn(C),
    { name: '‖W‖', values: euclideanNorms(W, H) },
    { name: 'bias', values: rows.map((_, c) => b?.[c] ?? null) },
    { name: 'largest weight', values: largest },
    { name: 'its feature', values: rows.map((row, c) => row.indexOf(largest[c])) },
  ];
  return [{ title: `Classification layer (${kind}): W [${C}, ${H}]`, table: { columns } }];
}

function isEmbeddingIn(x: object, name: string): boolean {
  const value: unknown = Reflect.get(x, name);
  return typeof value === 'object' && value !== null && isEmbedding(value);
}

function classColumn(C: number, names?: readonly string[]): TableColumn {
  return { name: 'class', values: Array.from({ length: C }, (_, c) => names?.[c] ?? String(c)) };
}

function setColumns(embedding: Embedding, prefix: string): TableColumn[] {
  const { H, C, fe, labels } = embedding;
  const sizes = groupSizes(labels, C);
  const sums = new Array<number>(C).fill(0);
  euclideanNorms(fe, H).forEach((length, i) => {
    sums[labels[i]] += length;
  });
  return [
    { name: `${prefix}n`, values: sizes },
    { name: `${prefix}recall %`, values: recall(embedding).map((share) => share && 100 * share) },
    { name: `${prefix}mean ‖fe‖`, values: sums.map((sum, c) => (sizes[c] ? sum / sizes[c] : null)) },
  ];
}

function mistakenColumn(embedding: Embedding, names?: readonly string[]): TableColumn {
  return {
    name: 'mistaken for',
    values: confusion(embedding).map((row, c) => mistaken(row, c, names)),
  };
}

/** The other class that most instances of class c are taken for, the first of equals; null if none is mistaken. */
function mistaken(row: readonly number[], c: number, names?: readonly string[]): string | null {
  const others = row.map((count, other) => (other === c ? 0 : count));
  const most = Math.max(...others);
  const other = others.indexOf(most);
  return most === 0 ? null : (names?.[other] ?? String(other));
}

/** Length of each row of `matrix: [rows, width]`. */
function euclideanNorms(matrix: Float32Array, width: number): number[] {
  return Array.from({ length: matrix.length / width }, (_, r) =>
    Math.hypot(...matrix.subarray(r * width, (r + 1) * width)),
  );
}
