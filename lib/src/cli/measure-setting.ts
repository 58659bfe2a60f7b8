import { subset } from '../data/images';
import { checkEach, whole } from '../options';
import { type Overrides, paperSetting, resolveConfig } from '../train/config';
import { loadDataset, trainingIndices } from '../train/task';
import type { FoundImages, NetworkInput } from './found-images';
import type { ImageOptions } from './measure-image-options';
import { chosenImages, chosenInWords } from './measure-training-images';
import { readTrainingList } from './training-list';

/** The images that a setting's network was trained and tested on. */
export async function settingsImages(input: NetworkInput, options: ImageOptions): Promise<FoundImages> {
  const { data, setting, balance, seed, imbalance, trainList } = options;
  const usual = resolveConfig({ setting, balance, seed, imbalanceRatio: imbalance } as Overrides);
  const { config, from } = chosenImages(input, options, usual);
  const { train: all, test, preprocessing } = await loadDataset(config, data);
  const trainIndex =
    trainList === undefined ? trainingIndices(config, all) : await positionsIn(trainList, all.n);
  const train = subset(all, trainIndex);
  const { note, training } = chosenInWords(config, from, train, trainList);
  return {
    ...{ train, test, preprocessing, trainIndex },
    subject: { setting: paperSetting(config.setting), balance: config.balance },
    notes: [note],
    how: { path: data, setting: config.setting, training },
  };
}

async function positionsIn(file: string, n: number): Promise<Int32Array> {
  const positions = (await readTrainingList(file)).map(Number);
  checkEach(file, 'position', positions, whole(0, n - 1));
  return Int32Array.from(positions);
}
