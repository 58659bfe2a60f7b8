import { svhnClasses } from '../files/svhn-file';
import { celebaClasses } from './celeba';
import { cifar10Classes } from './cifar10';

/** The paper's data sets. */
export type DatasetName = 'cifar10' | 'svhn' | 'celeba';

/** Class names of each, in label order: class 0 has the most training images. */
export const classNames: Readonly<Record<DatasetName, readonly string[]>> = {
  cifar10: cifar10Classes,
  svhn: svhnClasses,
  celeba: celebaClasses,
};
