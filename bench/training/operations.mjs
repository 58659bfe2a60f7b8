/** Multiplications of a 32 × 32 image on its way through ResNet-32, by the definition of its convolutions. */
const MULTIPLICATIONS = (() => {
  const stage = (/** @type {number} */ side, /** @type {number} */ from, /** @type {number} */ width) =>
    side ** 2 * 9 * (from * width + 9 * width ** 2);
  return 32 ** 2 * 9 * 3 * 16 + stage(32, 16, 16) + stage(16, 16, 32) + stage(8, 32, 64) + 64 * 10;
})();

/**
 * How much of the processor's peak (GFLOP/s) a speed in images a second would take if every convolution were computed by its
 * definition; training takes three times inference's. Winograd's need fewer products: theirs may exceed 1.
 *
 * @param {number} imagesPerSecond
 * @param {'train' | 'infer'} task
 * @param {number} peak
 */
export function shareOfPeak(imagesPerSecond, task, peak) {
  return (imagesPerSecond * 2 * MULTIPLICATIONS * (task === 'train' ? 3 : 1)) / (peak * 1e9);
}
