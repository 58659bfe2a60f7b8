import { Option } from 'commander';
import { UserError } from '../errors';

/** Where a network can be measured from: one of these is given. */
const SOURCES = {
  run: ['--run <folder>', 'a finished run, or the name of a reference run'],
  weights: [
    '--weights <file>',
    'a ResNet’s weights as PyTorch saves them (.pt, .pth, .th, .pth.tar), or safetensors',
  ],
  onnx: ['--onnx <file>', 'any network as an ONNX file, which is run here'],
  embeddings: [
    '--embeddings <file>',
    'embeddings of any network: one .npz, .safetensors or .h5 with train_fe, train_label, test_fe …, or a folder of .npy',
  ],
  train: [
    '--train <file>',
    'the same as two files with fe, label, logits, also .parquet, .arrow, .csv or .jsonl: the training set',
  ],
} as const;

/** A kind of source. */
type SourceName = keyof typeof SOURCES;

const NETWORKS = ['weights', 'onnx'] as const;
const MODELS = ['weights', 'onnx', 'embeddings', 'train'] as const;

type About = readonly [on: readonly SourceName[], options: Readonly<Record<string, string>>];

/** What else can be said of a network, by flags; and for which sources it has an effect. */
const ABOUT: readonly About[] = [
  [
    NETWORKS,
    {
      '--images <path>':
        'your own pictures: a folder with a subfolder a class, .npz or .parquet (fragility images looks at them)',
      '--data <folder>': 'in their place the images of --setting: cifar-10-batches-bin, for example',
      '--size <pixels>':
        'of --images: width and height that they are resized to (default: the network’s, else 32 or 224)',
      '--fit <rule>': 'of --images: crop (their middle), stretch, or pad with black (default: crop)',
      '--crop <pixels>':
        'of --images: only the middle of so many pixels, once resized; 224 of 256, say (default: all)',
      '--channels <order>': 'rgb or bgr, as OpenCV reads pictures (default: rgb)',
      '--normalise <how>':
        'mean and deviation of the images in its training: cifar, imagenet, 0.5, none, 0-255, or numbers, r,g,b/r,g,b (default: those of the data set)',
      '--test-share <share>': 'of --images: kept for testing, where there is no test/ (default: 0.2)',
      '--split-by <what>': 'of --images: picture, or prefix (default: picture)',
      '--split-seed <number>': 'of --images: seed of the split (default: 0)',
      '--train-list <file>':
        'which images it was trained on: their positions from 0 on, or names, one a line, as .json or .npy',
      '--imbalance <ratio>':
        'the same, chosen: most to fewest training images of a class (default: what the file says, that of the setting, or all pictures)',
      '--profile <kind>': 'of --images: exponential, step, last or as-is',
      '--seed <number>': 'seed of that choice (default: 0)',
    },
  ],
  [
    ['onnx'],
    {
      '--fe <node>': 'its classification layer, by the name of the node or of its input (default: the last)',
    },
  ],
  [
    ['train'],
    {
      '--test <file>': 'the test set',
      '--head <file>': 'W and b, or a state_dict, as .npz, .safetensors or .pth',
    },
  ],
  [
    ['embeddings', 'train'],
    {
      '--columns <names>':
        'which array or column is which, for example fe=penultimate,label=class: fe, label, logits, W, b',
      '--head-kind <kind>': 'linear or cosine: needed for W without b and logits',
    },
  ],
  [
    MODELS,
    {
      '--classes <names>': 'names of the classes, in the network’s order, with commas between them',
      '--setting <id>': 'what it is a model of: cifar.ce, cifar.focal, cifar.ldam, svhn.ce or celeba.ce',
      '--balance <kind>': 'with --setting or --images: imbalanced or balanced (default: imbalanced)',
    },
  ],
];

/** The same, an option each. */
const about = ABOUT.flatMap(([on, options]) =>
  Object.entries(options).map(([flags, text]) => ({ flags, text, on })),
);

/** The options that say what is measured; each says in its help where it has an effect. */
export function subjectOptions(): { sources: Option[]; about: Option[] } {
  return {
    sources: Object.values(SOURCES).map(([flags, text]) => new Option(flags, text)),
    about: about.map(({ flags, text, on }) => new Option(flags, `${text}; with --${on.join(', --')}`)),
  };
}

/** The source that is named. Throws UserError unless it is one, or if an option is given that has no effect on it. */
export function sourceNamed(options: object): SourceName {
  const given = new Map<string, string>(Object.entries(options).filter(([, value]) => value !== undefined));
  const named = (Object.keys(SOURCES) as SourceName[]).filter((name) => given.has(name));
  // A test set without a training set is half of that source.
  if (named.length === 0 && given.has('test')) throw notOne('no --train');
  if (named.length !== 1) {
    const values = named.map((name) => given.get(name)).join(', ');
    throw notOne(named.length === 0 ? 'none' : `${named.length}: ${values}`);
  }
  const [source] = named;
  if (source === 'train' && !given.has('test')) throw notOne('no --test');
  for (const { flags, on } of about) {
    const option = new Option(flags);
    if (given.has(option.attributeName()) && !on.includes(source)) throw noEffect(option.long!, source, on);
  }
  if (given.has('balance') && !given.has('setting') && !given.has('images')) throw noSetting();
  return source;
}

function noEffect(option: string, source: SourceName, on: readonly SourceName[]): UserError {
  return new UserError({
    where: 'fragility measure',
    given: `${option} with --${source}, where it has no effect`,
    expected: `it with --${on.join(' or --')}`,
    remedy: `Leave out ${option}.`,
  });
}

function noSetting(): UserError {
  return new UserError({
    where: 'fragility measure',
    given: '--balance without --setting',
    expected: 'a setting, which has a balanced and an imbalanced network',
    remedy: 'Add --setting, for example --setting cifar.ce, or leave out --balance.',
  });
}

function notOne(given: string): UserError {
  const expected =
    'one network: --weights FILE or --onnx FILE with --images PATH or with --data FOLDER --setting ID, or --run FOLDER, or --embeddings FILE, or --train FILE --test FILE';
  return new UserError({ where: 'fragility measure', given, expected, remedy: 'Name one.' });
}
