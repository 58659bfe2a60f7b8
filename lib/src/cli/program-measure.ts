import { Command } from 'commander';
import { examples } from './examples';
import type { MeasureCommandOptions } from './measure';
import { subjectOptions } from './measure-options';

/** The words of `fragility measure`. */
export function measure(): Command {
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
