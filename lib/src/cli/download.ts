import { findCifar10, loadCifar10 } from '../data/sets/cifar10';
import { findSvhn, loadSvhn } from '../data/sets/svhn';
import { UserError } from '../errors';
import { say } from './output';

/** The data sets whose licences let anybody fetch them. */
const SOURCES = {
  cifar10: { name: 'CIFAR-10', load: loadCifar10, find: findCifar10 },
  svhn: { name: 'SVHN', load: loadSvhn, find: findSvhn },
};

/** `fragility download`: fetches a data set into the cache, with a line of progress every tenth of a file. */
export async function download(dataset: string): Promise<void> {
  if (!(dataset === 'cifar10' || dataset === 'svhn')) throw unknown(dataset);
  const { name, load, find } = SOURCES[dataset];
  let told = -1;
  const { train, test } = await load({
    onProgress: (received, total) => {
      const tenth = Math.floor((10 * received) / total);
      if (tenth !== told) say(`${10 * tenth} % of ${(total / 1e6).toFixed(0)} MB`);
      told = tenth;
    },
  });
  say(`${name}: ${train.n} training and ${test.n} test images from ${find()}`);
}

function unknown(given: string): UserError {
  return new UserError({
    where: 'fragility download',
    given,
    expected: Object.keys(SOURCES).join(' or '),
    remedy: 'Name one of them. CelebA is not downloaded: its licence forbids passing it on.',
  });
}
