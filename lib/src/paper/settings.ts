import { classNames } from '../data/sets/class-names';
import { checkValue, oneOf } from '../options';
import type { Setting } from '../train/config';

/** One of the five models that the paper studies: its data set and loss. */
export interface PaperSetting {
  readonly id: Setting;
  /** Short name on an axis, as in paper Fig. 9. */
  readonly name: string;
  readonly dataset: 'CIFAR-10' | 'SVHN' | 'CelebA';
  readonly loss: 'cross-entropy' | 'focal' | 'LDAM';
  /** Training images of class 0 for one of the last class. */
  readonly imbalanceRatio: number;
  /** In label order: the first is the majority class, the last the minority class. */
  readonly classNames: readonly string[];
  /** The setting whose balanced run Table 1 compares with: focal and LDAM have none of their own. */
  readonly balancedTwin: Setting;
}

const cifar = { dataset: 'CIFAR-10', imbalanceRatio: 100, classNames: classNames.cifar10 } as const;

/** The five settings, in the order of Table 1. Source: paper §4.1 and §4.2. */
export const settings: readonly PaperSetting[] = [
  { ...cifar, id: 'cifar.ce', name: 'C-ent', loss: 'cross-entropy', balancedTwin: 'cifar.ce' },
  { ...cifar, id: 'cifar.focal', name: 'Focal', loss: 'focal', balancedTwin: 'cifar.ce' },
  { ...cifar, id: 'cifar.ldam', name: 'LDAM', loss: 'LDAM', balancedTwin: 'cifar.ce' },
  {
    id: 'svhn.ce',
    name: 'SVHN',
    dataset: 'SVHN',
    loss: 'cross-entropy',
    imbalanceRatio: 100,
    classNames: classNames.svhn,
    balancedTwin: 'svhn.ce',
  },
  {
    id: 'celeba.ce',
    name: 'CelebA',
    dataset: 'CelebA',
    loss: 'cross-entropy',
    imbalanceRatio: 20,
    classNames: classNames.celeba,
    balancedTwin: 'celeba.ce',
  },
];

/** The setting of that id. Throws UserError if there is none. */
export function settingOf(id: Setting): PaperSetting {
  const at = settings.findIndex((setting) => setting.id === id);
  if (at < 0) checkValue('settingOf', 'setting', id, oneOf(...settings.map((setting) => setting.id)));
  return settings[at];
}
