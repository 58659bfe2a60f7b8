import { Command, Option } from 'commander';
import { UserError } from '../errors';
import { doctor } from './doctor';
import { download } from './download';
import { listRuns } from './list-runs';
import { type MeasureCommandOptions, measureCommand } from './measure';
import { publish } from './publish';
import { publishNumbers } from './publish-numbers';
import { type TrainOptions, trainCommand } from './train';

const program = new Command('fragility').description(
  'Why CNNs break on rare classes: train, embed, measure.',
);

program
  .command('train')
  .description('train one of the paper’s networks into runs/; goes on by itself where an earlier run stopped')
  .option('--setting <id>', 'cifar.ce, cifar.focal, cifar.ldam, svhn.ce or celeba.ce', 'cifar.ce')
  .option('--balance <kind>', 'imbalanced or balanced', 'imbalanced')
  .option(
    '--preset <name>',
    'smoke (seconds), course (about an hour on two cores) or paper (200 epochs; CelebA 50)',
    'course',
  )
  .option('--seed <number>', 'seed of everything random', '0')
  .option('--set <key=value...>', 'set any other value of the configuration, for example epochs=40', [])
  .option('--runs <folder>', 'where runs are kept', 'runs')
  .option('--resume', 'only go on with a run that was begun; an error if there is none')
  .action((options: TrainOptions) => trainCommand(options));

program
  .command('measure')
  .description('every number of the paper for one network: a report, JSON, Arrow')
  .option('--weights <file>', 'safetensors of a CIFAR-style ResNet, PyTorch’s names')
  .option('--data <folder>', 'with --weights: the images, for example cifar-10-batches-bin')
  .option('--run <folder>', 'a finished run, or the name of a reference run, instead of weights and data')
  .option('--embeddings <file>', 'embeddings of any network: one .npz with train_fe, train_label, test_fe …')
  .option('--train <file>', 'the same as two files, .npz, .parquet or .arrow: fe, label, logits')
  .option('--test <file>', 'the test set of the two')
  .option('--head <file>', 'with --train: W and b, or a state_dict, as .npz or .safetensors')
  .addOption(
    new Option('--head-kind <kind>', 'needed for W without b and logits').choices(['linear', 'cosine']),
  )
  .option('--classes <names>', 'names of the classes of the embeddings, with commas between them')
  .option(
    '--setting <id>',
    'what the network is a model of: cifar.ce, cifar.focal, cifar.ldam, svhn.ce or celeba.ce',
  )
  .option('--balance <kind>', 'imbalanced or balanced (default: imbalanced)')
  .option('--k <list>', 'K of the coverage ratios (default: 1,2,3,5,7,11,16,64)')
  .option('--json <file>', 'write the whole report as JSON')
  .option('--arrow <folder>', 'write the embeddings as Arrow, and the head as safetensors')
  .action((options: MeasureCommandOptions) => measureCommand(options));

program
  .command('runs')
  .description('list the runs there are')
  .option('--runs <folder>', 'where runs are kept', 'runs')
  .action(({ runs }: { runs: string }) => listRuns(runs));

program
  .command('publish')
  .description('copy what a reader of a finished run needs')
  .argument('<run>', 'folder of a finished run')
  .argument('<destination>', 'folder to copy to, for example data/reference/cifar.ce-imbalanced')
  .option(
    '--numbers',
    'only its numbers, without network and embeddings: for another seed of a reference run',
  )
  .action((run: string, destination: string, { numbers }: { numbers?: boolean }) =>
    numbers ? publishNumbers(run, destination) : publish(run, destination),
  );

program.command('doctor').description('say what is there and what is missing').action(doctor);

program
  .command('download')
  .description('download CIFAR-10 (170 MB) or SVHN (246 MB), unless it is there')
  .argument('[dataset]', 'cifar10 or svhn', 'cifar10')
  .action((dataset: string) => download(dataset));

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
