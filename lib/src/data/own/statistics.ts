import type { ImageSet, Preprocessing } from '../images';

/**
 * Mean and standard deviation of each channel over all pixels, of values divided by 255, to four digits; at least 1/255 apart
 * from 0.
 */
export function channelStatistics({ pixels }: ImageSet): Pick<Preprocessing, 'mean' | 'std'> {
  const n = pixels.length / 3;
  const [sums, squares] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (let i = 0; i < pixels.length; i += 3) {
    for (let channel = 0; channel < 3; channel++) {
      sums[channel] += pixels[i + channel];
      squares[channel] += pixels[i + channel] ** 2;
    }
  }
  const of = (channel: number) => {
    const mean = sums[channel] / n;
    return { mean, std: Math.sqrt(Math.max(1, squares[channel] / n - mean ** 2)) };
  };
  const [red, green, blue] = [0, 1, 2].map(of);
  const digits = (value: number) => Math.round((1e4 * value) / 255) / 1e4;
  return {
    mean: [digits(red.mean), digits(green.mean), digits(blue.mean)],
    std: [digits(red.std), digits(green.std), digits(blue.std)],
  };
}
