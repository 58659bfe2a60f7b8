import type { DatasetName } from './class-names';

/** Each data set, its terms and its source, as one cites it. */
export const citations: Readonly<Record<DatasetName, string>> = {
  cifar10: 'CIFAR-10 (A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009)',
  svhn: 'SVHN, for non-commercial use (Y. Netzer et al., Reading Digits in Natural Images with Unsupervised Feature Learning, 2011)',
  celeba:
    'CelebA, for non-commercial research (Z. Liu et al., Deep Learning Face Attributes in the Wild, 2015)',
  shapes: 'shapes that this project paints',
};
