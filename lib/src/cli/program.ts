import { Command } from 'commander';
import { libraryVersion } from '../runs/library-version';
import type { CollectOptions } from './collect';
import type { EstimateOptions } from './estimate';
import { examples } from './examples';
import { withImageReading } from './image-options';
import type { ImagesCommandOptions } from './images';
import { measure } from './program-measure';
import { train } from './program-train';

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
