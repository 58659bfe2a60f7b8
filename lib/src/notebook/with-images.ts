import type { Run } from '../runs/load-run';
import { imagesOfRun } from '../runs/run-images';
import type { PicturedModel } from './feature-images';

/**
 * Of the networks by title (`{ Balanced: run, Imbalanced: run }`) those whose images are at hand and may be shown, with them:
 * for `featureImages`. CelebA's are never shown, and CIFAR-10's where `npx fragility download cifar10` has put them.
 */
export function withImages(runs: Readonly<Record<string, Run | undefined>>): PicturedModel[] {
  return Object.entries(runs).flatMap(([title, run]) => {
    const images = run && ['cifar10', 'own'].includes(run.config.dataset) ? imagesOfRun(run) : null;
    return run && images ? [{ title, embeddings: run.embeddings, images }] : [];
  });
}
