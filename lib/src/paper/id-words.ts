import { checkValue, text } from '../options';

/** What the parts of a published number's id say, in words. */
const words: Readonly<Record<string, string>> = {
  'cifar.ce': 'CIFAR-10, cross-entropy',
  'cifar.focal': 'CIFAR-10, focal loss',
  'cifar.ldam': 'CIFAR-10, LDAM',
  'svhn.ce': 'SVHN',
  'celeba.ce': 'CelebA',
  cifar: 'CIFAR-10',
  svhn: 'SVHN',
  celeba: 'CelebA',
  ...{ bal: 'balanced training', imb: 'imbalanced training' },
  ...{ balanced: 'balanced training', imbalanced: 'imbalanced training', retrained: 'classifier retrained' },
  ...{ trainMaj: 'training recall, first class', testMaj: 'test recall, first class' },
  ...{ trainMin: 'training recall, last class', testMin: 'test recall, last class' },
  ...{ majority: 'first class', minority: 'last class', others: 'mean of the other classes' },
  rare: 'rare classes',
  ratio: 'others / first class',
  ...{ train: 'training images', test: 'test images', perClass: 'of each class', ir: 'imbalance ratio' },
  ...{ epochs: 'epochs', H: 'features' },
  ...{ K2: 'K = 2', K23: 'K = 2 and 3', K5: 'K = 5', K7: 'K = 7', K: 'K', cov: 'coverage of all images' },
  ...{
    low: 'lowest',
    high: 'highest',
    min: 'lowest class',
    max: 'highest class',
    kRatio: 'K = 7 of the features',
  },
  ...{
    cls0to3: 'classes 0 to 3',
    cls6to9: 'classes 6 to 9',
    cls0: 'class 0',
    cls8: 'class 8',
    cls9: 'class 9',
  },
  ...{
    band: 'largest mean ce',
    top1: 'largest mean ce',
    topCe: 'largest mean ce',
    maxMeanCe: 'largest mean ce',
  },
  ...{ avg6to9: 'mean of classes 6 to 9', avg0to5: 'mean of classes 0 to 5' },
  rangeRatio: 'largest mean ce, imbalanced / balanced',
  ...{ contrib: 'contribution to the logit', nClassesOver35: 'classes above 35 %' },
  ...{ t3: 'ratios of Table 3', t4: 'ratios of Table 4', minRatio: 'lowest', ratioRange: 'range' },
  ...{
    sumTop10W: 'sum of the ten largest weights',
    topW: 'weight of the loudest feature',
    maxW: 'largest weight',
  },
  ...{ topKratio: 'images that have a feature among their top 7', nOver90: 'features above 90 %' },
  ...{ overlap: 'overlap of frequent features', TP: 'recognised (TP)', FP: "missed (the paper's FP)" },
  ...{ fe: 'in fe', ce: 'in ce', frob: 'Frobenius norm' },
  fpOverTrain: 'missed / training mean of the strongest feature',
  ...{ trainRecall: 'training recall', testRecall: 'test recall' },
};

/** A published number's id in words, `S53.bal.K23.low`: `balanced training, K = 2 and 3, lowest`; empty for another's. */
export function inWords(id: string): string {
  checkValue('inWords', 'id', id, text);
  const [, ...parts] = id.split('.');
  const two = parts.slice(0, 2).join('.');
  const known = two in words ? [two, ...parts.slice(2)] : parts;
  // Within `imb.ce` the ce is no loss but the quantity, which the next part names.
  const told = known
    .filter((part, k) => !(part === 'ce' && k < known.length - 1))
    // What missed images keep is a mean over several classes; elsewhere the minority is one.
    .map((part, k, all) => (part === 'minority' && all[k - 1] === 'fpOverTrain' ? 'rare' : part));
  return told.map((part) => words[part] ?? part.replace(/^c(\d+)$/, 'class $1')).join(', ');
}
