import { findCifar10, loadCifar10 } from '../data';

/** `fragility download`: fetches CIFAR-10 into the cache, with a line of progress every tenth. */
export async function download(): Promise<void> {
  let told = -1;
  const { train, test } = await loadCifar10({
    onProgress: (received, total) => {
      const tenth = Math.floor((10 * received) / total);
      if (tenth > told) console.log(`${10 * tenth} % of ${(total / 1e6).toFixed(0)} MB`);
      told = Math.max(told, tenth);
    },
  });
  console.log(`CIFAR-10: ${train.n} training and ${test.n} test images in ${findCifar10()}`);
}
