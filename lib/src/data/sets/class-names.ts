import { CLASS_LETTERS } from '../shapes/shape-concepts';

/** CIFAR-10's ten classes in label order. */
export const cifar10Classes: readonly string[] = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];

/** SVHN's digits in label order. */
export const svhnClasses: readonly string[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Men and women with black hair, in label order: class 0 keeps all its training images. */
export const celebaClasses: readonly string[] = ['men', 'women'];

/** The paper's data sets, and the painted shapes. */
export type DatasetName = 'cifar10' | 'svhn' | 'celeba' | 'shapes';

/** Class names of each, in label order: class 0 has the most training images. */
export const classNames: Readonly<Record<DatasetName, readonly string[]>> = {
  cifar10: cifar10Classes,
  svhn: svhnClasses,
  celeba: celebaClasses,
  shapes: CLASS_LETTERS,
};
