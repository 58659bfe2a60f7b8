import { svhnClasses } from '../files/svhn-file';
import { CLASS_LETTERS } from '../shapes/shape-concepts';
import { celebaClasses } from './celeba';
import { cifar10Classes } from './cifar10';

/** The paper's data sets, and the painted shapes. */
export type DatasetName = 'cifar10' | 'svhn' | 'celeba' | 'shapes';

/** Class names of each, in label order: class 0 has the most training images. */
export const classNames: Readonly<Record<DatasetName, readonly string[]>> = {
  cifar10: cifar10Classes,
  svhn: svhnClasses,
  celeba: celebaClasses,
  shapes: CLASS_LETTERS,
};
