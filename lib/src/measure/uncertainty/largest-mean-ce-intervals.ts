import { checkEmbedding, checkHead } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { type CeFactors, type CeUnits, ceFactors, fillCe } from '../instance/class-embedding';
import { type BootstrapOptions, bootstrap, type Intervals } from './bootstrap';

/**
 * Bootstrap interval of each class's largest mean ce, max over j of muCE[c, j]; each resample takes its own largest
 * feature. Where several features are nearly equally large, the maximum of their means is biased upwards, and the
 * maxima of the resamples are biased upwards again (`bias` says by how much). The interval then lies too high: its
 * width says how far the value may move, its place does not say where it is.
 */
export function largestMeanCeIntervals(
  embedding: Embedding,
  head: Head,
  units: CeUnits = 'raw',
  options: Partial<BootstrapOptions> = {},
): Intervals {
  checkEmbedding('largestMeanCeIntervals', embedding);
  checkHead('largestMeanCeIntervals', head, embedding);
  const factors = ceFactors(embedding, head, units);
  return bootstrap(
    'largestMeanCeIntervals',
    embedding.labels,
    embedding.C,
    (members, c) => rivalCe(classCe(embedding, factors, members, c)),
    (means) => Math.max(...means),
    options,
  );
}

/** The ce of a class's instances, feature by feature. `[H][members]`. */
function classCe(embedding: Embedding, factors: CeFactors, members: Int32Array, c: number): Float64Array[] {
  const { H } = embedding;
  const columns = Array.from({ length: H }, () => new Float64Array(members.length));
  const row = new Float64Array(H);
  for (const [m, i] of members.entries()) {
    fillCe(row, embedding, factors, i, c);
    for (let j = 0; j < H; j++) columns[j][m] = row[j];
  }
  return columns;
}

/**
 * The features whose mean can be the largest, as `[members, rivals]`: one that exceeds the loudest feature in no
 * instance does so in no resample, and leaving it out saves most of the time.
 */
function rivalCe(columns: readonly Float64Array[]): Float64Array {
  const sums = columns.map((column) => column.reduce((sum, ce) => sum + ce, 0));
  const loudest = columns[sums.indexOf(Math.max(...sums))];
  const rivals = columns.filter((column) => column === loudest || column.some((ce, m) => ce > loudest[m]));
  const values = new Float64Array(loudest.length * rivals.length);
  for (const [k, column] of rivals.entries())
    for (let m = 0; m < column.length; m++) values[m * rivals.length + k] = column[m];
  return values;
}
