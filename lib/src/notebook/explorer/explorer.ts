import type { Embeddings } from '../../embed/embeddings';
import { type ProjectionOptions, project } from '../../measure/instance/project';
import type { Pair } from '../../plot/kit/figure';
import { classColor } from '../../plot/kit/style';
import { Rendered } from '../render';
import { checkTwins } from './check-twins';
import { explorerFrame } from './page';
import { CHART } from './page-data';
import { type ImageSource, picturesOf } from './pictures';
import { pageTwin } from './twin';

/** Options of `explorer`; `perClass` (default 60), `method` and `seed` are those of `project`. */
export interface ExplorerOptions extends Partial<ProjectionOptions> {
  /** Features listed of a class. Default: 7. */
  readonly K?: number;
  /** Where to get the shown images: `imagesOfRun(run)?.test`. Default: no pictures. CelebA's are refused. */
  readonly images?: ImageSource | null | undefined;
  /** Pixels. Default: 600, of which a laptop shows all. */
  readonly height?: number;
}

/** More would make the page slow and the notebook large. */
const MOST_POINTS = 800;

/**
 * An explorer for `show`: the same test instances under the balanced and the imbalanced network, each drawn as points
 * on a plane of its own, at most 800 of them. Hovering shows an instance's picture, class, prediction and largest ce;
 * choosing a class lists its features of largest mean ce, and the images in which each of them is largest. It is one
 * HTML page in a frame, which needs neither the kernel nor the internet. Throws UserError unless both networks have
 * the same test labels. Source: paper §5.4.
 */
export async function explorer(twins: Pair<Embeddings>, options: ExplorerOptions = {}): Promise<Rendered> {
  const { K = 7, images, height = 600, perClass = 60, ...how } = options;
  const { classNames, test } = checkTwins(twins);
  const most = { ...how, perClass: Math.max(1, Math.min(perClass, Math.floor(MOST_POINTS / test.C))) };
  const both = (['balanced', 'imbalanced'] as const).map((name) => {
    const embeddings = twins[name] ?? null;
    return { name, network: embeddings && { embeddings, projection: project(embeddings, most) } };
  });
  const { instance, labels } = both.flatMap(({ network }) => network?.projection.test ?? [])[0];
  const data = {
    classNames,
    colors: classNames.map((_, c) => classColor(c, classNames.length)),
    labels: [...labels],
    instances: [...instance],
    sprite: images ? await picturesOf(images, instance, classNames) : null,
    chart: CHART,
    twins: both.map(({ name, network }) => pageTwin(name, network, K)),
  };
  const there = both.flatMap(({ name, network }) => (network ? [`the ${name}`] : [])).join(' and ');
  const title = `Embedding explorer: ${instance.length} test images of ${classNames.length} classes under ${there} network.`;
  return new Rendered({ 'text/html': explorerFrame(data, title, height), 'text/plain': title });
}
