import { Command, Option } from 'commander';
import { libraryVersion } from '../runs/library-version';
import { PAPER_LOSSES, REMEDY_LOSSES } from '../train/config-fields';
import type { CollectOptions } from './collect';
import type { EstimateOptions } from './estimate';
import { withImageReading } from './image-options';
import type { ImagesCommandOptions } from './images';
import { endOnInterrupts } from './interrupt';
import type { MeasureCommandOptions } from './measure';
import { subjectOptions } from './measure-options';
import type { TrainOptions } from './train';

/**
 * `fragility` with all its commands; each loads what it needs when it is called. Help and wrong options throw a CommanderError,
 * when what they say is printed.
 */
export function program(): Command {
  const whole = new Command('fragility')
    .description('Why CNNs break on rare classes: train, embed, measure.')
    .version(libraryVersion(), '--version', 'print the version')
    // Commander would end the process before it is known whether the output has arrived.
    .exitOverride();
  for (const command of [
    train(),
    measure(),
    images(),
    runs(),
    collection(),
    publishing(),
    estimation(),
    diagnosis(),
    downloading(),
  ])
    whole.addCommand(command.copyInheritedSettings(whole).showHelpAfterError(wayOut(command.name())));
  return whole.addHelpText('after', '\nfragility COMMAND --help says more of each, with examples.');
}

/** A right use of the commands whose words are easily left out or put where an option should be. */
const RIGHT: Readonly<Record<string, string>> = {
  train: 'train --images pictures',
  measure: 'measure --run cifar.ce-imbalanced',
  images: 'images pictures',
};

/** What stands below an error in the words of a command. */
function wayOut(name: string): string {
  const right = RIGHT[name];
  return `${right ? `Write, for example, fragility ${right}; ` : ''}fragility ${name} --help says what it takes.`;
}

function train(): Command {
  const command = new Command('train')
    .description(
      'train one of the paper’s networks into runs/; goes on by itself where an earlier run stopped',
    )
    .option(
      '--setting <id>',
      'cifar.ce, cifar.focal, cifar.ldam, svhn.ce, celeba.ce, or shapes.ce: painted, nothing to download (default: cifar.ce)',
    )
    .option(
      '--images <path>',
      'in its place: your own pictures, a folder with a subfolder a class, .npz or .parquet (fragility images looks at them)',
    )
    .option(
      '--loss <name>',
      `a remedy: ${REMEDY_LOSSES.join(', ')}; of a network on your own images also ${PAPER_LOSSES.join(', ')} (default: ce)`,
    )
    .option(
      '--sampling <how>',
      'of an epoch’s images: instances, each once, or classBalanced (default: instances)',
    )
    .option(
      '--mixup <alpha>',
      'mix images in pairs, by a share from Beta(alpha, alpha) (default: 0, not at all)',
    )
    .option('--imbalance <ratio>', 'most to fewest training images of a class (default: 100; CelebA 20)')
    .option(
      '--profile <kind>',
      'exponential, step, last, or as-is, of your own images alone (default: exponential)',
    )
    .option('--depth <layers>', 'of the ResNet, 6n+2 (default: that of the preset)')
    .option('--flip', 'mirror your own training images at random');
  return withImageReading(command)
    .option('--balance <kind>', 'imbalanced or balanced', 'imbalanced')
    .option(
      '--preset <name>',
      'smoke (seconds), small (minutes, for many runs), course (about an hour on two cores) or paper (200 epochs; CelebA 50)',
      'course',
    )
    .option('--seed <number>', 'seed of everything random', '0')
    .addOption(
      new Option(
        '--set <key=value...>',
        'set any other value of the configuration, for example epochs=40',
      ).default([], 'none'),
    )
    .option('--runs <folder>', 'where runs are kept', 'runs')
    .option('--resume', 'only go on with a run that was begun; an error if there is none')
    .addHelpText(
      'after',
      examples(
        'train --preset smoke',
        'train --setting cifar.ldam --preset paper --seed 1',
        'train --balance balanced --set epochs=40 batchSize=64',
        'train --preset small --loss logit-adjusted --set tau=2',
        'train --images pictures --preset smoke',
      ),
    )
    .addHelpText(
      'after',
      '\nCtrl-C ends it after the batch at hand (exit code 130), and so do SIGTERM, SIGHUP and SIGUSR1 (exit code 75:\nnot done, the same command goes on).',
    )
    .action(async (options: TrainOptions) => {
      endOnInterrupts();
      const { trainCommand } = await import('./train.js');
      await trainCommand(options);
    });
}

function measure(): Command {
  const command = new Command('measure').description(
    'every number of the paper for one network: a report, JSON, Arrow',
  );
  const { sources, about } = subjectOptions();
  command.optionsGroup('The network, from one of:');
  for (const option of sources) command.addOption(option);
  command.optionsGroup('What it is; an option that has no effect on such a network is refused:');
  for (const option of about) command.addOption(option);
  return command
    .optionsGroup('What to do with it:')
    .option('--k <list>', 'K of the coverage ratios (default: 1,2,3,5,7,11,16,64)')
    .option('--json <file>', 'write the whole report as JSON')
    .option('--retrain', 'with --json: also what remedies that train a layer make of the test set; a minute')
    .option('--arrow <folder>', 'write the embeddings as Arrow, and the head as safetensors')
    .addHelpText(
      'after',
      examples(
        'measure --run cifar.ce-imbalanced',
        'measure --weights weights.safetensors --data cifar-10-batches-bin --setting cifar.ce',
        'measure --weights weights.pth --images pictures --size 256 --crop 224 --normalise imagenet',
        'measure --onnx model.onnx --images pictures --normalise imagenet',
        'measure --embeddings embeddings.npz --classes cat,dog,bird --json report.json',
        'measure --train train.parquet --test test.parquet --head head.npz',
      ),
    )
    .action(async (options: MeasureCommandOptions) => {
      const { measureCommand } = await import('./measure.js');
      await measureCommand(options);
    });
}

function images(): Command {
  const command = new Command('images')
    .description(
      'look at your own pictures, a folder with a subfolder a class, .npz or .parquet: classes, counts, sizes, duplicates, files that cannot be read',
    )
    .argument(
      '<path>',
      'a folder with a subfolder a class, or with train/ and test/ that have such, or a file of images',
    );
  return withImageReading(command)
    .option('--sheet <file>', 'write a contact sheet, a PNG')
    .option('--json <file>', 'write all of it as JSON; - prints it instead')
    .addHelpText('after', examples('images pictures', 'images pictures --sheet sheet.png --json -'))
    .action(async (folder: string, options: ImagesCommandOptions) => {
      const { imagesCommand } = await import('./images.js');
      await imagesCommand(folder, options);
    });
}

function runs(): Command {
  return new Command('runs')
    .description('list the runs there are, and how to go on with those that are not finished')
    .option('--runs <folder>', 'where runs are kept', 'runs')
    .addHelpText('after', examples('runs', 'runs --runs /scratch/runs'))
    .action(async ({ runs: folder }: { runs: string }) => {
      const { listRuns } = await import('./list-runs.js');
      await listRuns(folder);
    });
}

function publishing(): Command {
  return new Command('publish')
    .description('copy what a reader of a finished run needs')
    .argument('<run>', 'folder of a finished run')
    .argument('<destination>', 'folder to copy to, for example data/reference/cifar.ce-imbalanced')
    .option(
      '--numbers',
      'only its numbers, without network and embeddings: for another seed of a reference run',
    )
    .addHelpText('after', examples('publish runs/NAME data/reference/cifar.ce-imbalanced'))
    .action(async (run: string, destination: string, { numbers }: { numbers?: boolean }) => {
      const { publish } = await import('./publish.js');
      const { publishNumbers } = await import('./publish-numbers.js');
      await (numbers ? publishNumbers(run, destination) : publish(run, destination));
    });
}

function collection(): Command {
  return new Command('collect')
    .description('write one table of every configuration, number and claim of all finished runs, a row a run')
    .argument(
      '[sources...]',
      'folders of runs, and tables (.arrow) that it wrote before; the same configuration counts once, of a folder first',
      ['runs'],
    )
    .option('--out <file>', 'the table: .arrow or .parquet', 'runs.arrow')
    .addHelpText(
      'after',
      examples(
        'collect',
        'collect runs data/seeds --out runs.parquet',
        'collect runs.arrow runs --out runs.arrow',
      ),
    )
    .action(async (sources: string[], options: CollectOptions) => {
      const { collect } = await import('./collect.js');
      await collect(sources, options);
    });
}

function estimation(): Command {
  return new Command('estimate')
    .description('say what a sweep of many runs costs, before it is begun')
    .argument('<sweep>', 'a sweep file, for example sweeps/smoke.yaml')
    .option('--json <file>', 'write the plan: every run, its command and its cost beside the others')
    .option('--plan', 'only count and write the plan; nothing is measured')
    .addHelpText('after', examples('estimate sweeps/seeds.yaml'))
    .action(async (file: string, options: EstimateOptions) => {
      const { estimate } = await import('./estimate.js');
      await estimate(file, options);
    });
}

function diagnosis(): Command {
  return new Command('doctor').description('say what is there and what is missing').action(async () => {
    const { doctor } = await import('./doctor.js');
    await doctor();
  });
}

function downloading(): Command {
  return new Command('download')
    .description('download CIFAR-10 (170 MB) or SVHN (246 MB), unless it is there')
    .argument('[dataset]', 'cifar10 or svhn', 'cifar10')
    .addHelpText('after', examples('download', 'download svhn'))
    .action(async (dataset: string) => {
      const { download } = await import('./download.js');
      await download(dataset);
    });
}

function examples(...commands: string[]): string {
  return ['\nExamples:', ...commands.map((command) => `  npx fragility ${command}`)].join('\n');
}
