import type { Embedding, Embeddings, Head } from '../../embed/embeddings';
import { pickInstances } from '../../embed/select';
import { ceMeans } from '../../measure/class/class-means';
import { balancedAccuracy, recall } from '../../measure/class/recall';
import { type Members, topMembers } from '../../measure/class/top-members';
import { classEmbedding } from '../../measure/instance/class-embedding';
import type { ProjectedPoints, Projection } from '../../measure/instance/project';
import { selectTop } from '../../measure/instance/top-k';
import { groupSizes } from '../../measure/per-class';
import { CHART, type PagePoints, type PageTwin, type TopFeature } from './page-data';

/** Features told of a point, and images shown of a feature. */
const TOLD = 5;
const FIRED = 6;

/** A network and where its instances lie on the plane. */
interface ProjectedNetwork {
  readonly embeddings: Embeddings;
  readonly projection: Projection;
}

/** What the page shows of one network; without one (null), that there is none. */
export function pageTwin(name: PageTwin['name'], network: ProjectedNetwork | null, K: number): PageTwin {
  if (!network)
    return { name, points: null, bac: null, recall: [], trainCounts: [], explained: null, top: [] };
  const { train, test, head } = network.embeddings;
  const { explained, test: places } = network.projection;
  const shown = pickInstances(test, places.instance);
  return {
    name,
    points: pagePoints(shown, head, places),
    bac: balancedAccuracy(test),
    recall: recall(test),
    trainCounts: groupSizes(train.labels, train.C),
    explained: explained && explained[0] + explained[1],
    top: topFeatures(topMembers(ceMeans(train, head), K), shown),
  };
}

function pagePoints(shown: Embedding, head: Head, { x, y }: ProjectedPoints): PagePoints {
  const { n, H, predictions } = shown;
  const ce = classEmbedding(shown, head, predictions);
  const count = Math.min(TOLD, H);
  const ranked = Array.from({ length: n }, (_, i) => largest(ce.subarray(i * H, (i + 1) * H), count));
  return {
    ...onChart(x, y),
    predictions: [...predictions],
    features: ranked.map(({ indices }) => indices),
    ce: ranked.map(({ values }) => values.map(rounded)),
  };
}

/** Moved and scaled into the chart, both axes alike, and in its middle. */
function onChart(x: Float64Array, y: Float64Array): { x: number[]; y: number[] } {
  const [ofX, ofY] = [x, y].map((values) => ({ low: Math.min(...values), high: Math.max(...values) }));
  const unit = Math.max((ofX.high - ofX.low) / CHART.width, (ofY.high - ofY.low) / CHART.height) || 1;
  const scaled = (values: Float64Array, { low, high }: typeof ofX, length: number) =>
    Array.from(values, (value) => Math.round(length / 2 + (value - (low + high) / 2) / unit));
  return { x: scaled(x, ofX, CHART.width), y: scaled(y, ofY, CHART.height) };
}

function topFeatures(members: Members, { n, H, fe }: Embedding): TopFeature[][] {
  return members.map((ranked) =>
    ranked.map(({ index, value }) => {
      const column = Float64Array.from({ length: n }, (_, i) => fe[i * H + index]);
      const { indices, values } = largest(column, Math.min(FIRED, n));
      return { feature: index, ce: rounded(value), instances: indices, fe: values.map(rounded) };
    }),
  );
}

function largest(row: Float64Array, count: number): { indices: number[]; values: number[] } {
  const [values, indices] = [new Float64Array(count), new Int32Array(count)];
  selectTop(row, values, indices);
  return { indices: [...indices], values: [...values] };
}

/** As many digits as the page tells. */
function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}
