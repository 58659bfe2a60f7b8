import { Command, Option } from 'commander';
import { PAPER_LOSSES, REMEDY_LOSSES } from '../train/config-fields';
import { examples } from './examples';
import { withImageReading } from './image-options';
import { endOnInterrupts } from './interrupt';
import type { TrainOptions } from './train';

/** The words of `fragility train`. */
export function train(): Command {
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
