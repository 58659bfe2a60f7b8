import type { Run } from '../runs/load-run';
import { imagesOfRun } from '../runs/run-images';
import type { PicturedModel } from './feature-images';

/**
 * The networks of `runs`, by title (`{ Balanced: run, Imbalanced: run }`), whose images are at hand and may be shown,
 * with these images: for `featureImages`. CIFAR-10's are at hand once `npx fragility download cifar10` has fetched
 * them; CelebA's are never shown.
 */
export function withImages(runs: Readonly<Record<string, Run | undefined>>): PicturedModel[] {
  return Object.entries(runs).flatMap(([title, run]) => {
    const images = run && ['cifar10', 'own'].includes(run.config.dataset) ? imagesOfRun(run) : null;
    return run && images ? [{ title, embeddings: run.embeddings, images }] : [];
  });
}
