import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { measureCommand } from '../lib/src/cli/measure';
import type { ImageOptions } from '../lib/src/cli/measure-image-options';
import { fromWeights } from '../lib/src/cli/measure-weights';
import { saveCheckpoint } from '../lib/src/model/checkpoint';
import { initialise } from '../lib/src/model/initialise';
import { putPictures } from './own-picture-folder';

const folder = (name = 'own-pictures-') => {
  const path = mkdtempSync(join(tmpdir(), name));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
};
const pictures = (counts: Record<string, number>) => putPictures(folder(), counts);
const COUNTS = { cat: 10, ant: 20, bee: 5 };

/** A network of random weights with so many classes, in a file. */
async function weights(classes = 3): Promise<string> {
  const file = join(folder(), 'w.safetensors');
  const architecture = { blocksPerStage: 1, widths: [4, 6, 8], classes, head: 'linear' } as const;
  await saveCheckpoint(file, initialise(architecture, 1));
  return file;
}

const measured = async (options: ImageOptions, classes = 3) => fromWeights(await weights(classes), options);
const perClass = ({ labels, C }: { labels: Int32Array; C: number }) =>
  Array.from({ length: C }, (_, c) => labels.filter((y) => y === c).length);

describe('fragility measure --weights --images', { timeout: 60_000 }, () => {
  it('measures on all training pictures, classes by the alphabet, and says how it read them', async () => {
    const images = pictures(COUNTS);
    const { embeddings, subject, notes, images: how } = await measured({ images, size: '12' });
    expect(embeddings.classNames).toEqual(['ant', 'bee', 'cat']);
    expect(perClass(embeddings.train)).toEqual([16, 4, 8]);
    expect(perClass(embeddings.test)).toEqual([4, 1, 2]);
    expect(subject).toEqual({ setting: null, balance: null });
    expect(notes.slice(1)).toEqual([
      expect.stringMatching(/^Images normalised by mean .* \(those of the data set; --normalise\); channels red, green, blue \(--channels\)\.$/), // biome-ignore format: one line
      `Pictures of ${images} by crop (--fit) resized to 12 pixels; classes in the order of the alphabet: ant, bee, cat.`,
      'Taken as its training images: 28, all there are (--imbalance, --balance, --train-list); by class 16 4 8.',
    ]);
    const training = { images: 28, from: 'default', profile: 'as-is' };
    expect(how).toEqual({ path: images, size: 12, fit: 'crop', crop: 12, channels: 'rgb', classes: 'the alphabet', training }); // biome-ignore format: one line
  });

  it('takes the training images that are chosen, or listed by name or position', async () => {
    const images = pictures(COUNTS);
    const made = await measured({ images, imbalance: '2', seed: '3' });
    // The largest class is that of most pictures: ant, cat, bee of 4 each at most.
    expect(perClass(made.embeddings.train)).toEqual([4, 2, 2]);
    expect(made.notes.at(-1)).toMatch(/images: 8, 2:1, seed 3 \(--imbalance, --seed\); by class 4 2 2\./);
    const twin = await measured({ images, balance: 'balanced' });
    expect(perClass(twin.embeddings.train)).toEqual([4, 4, 4]);
    const list = join(folder(), 'list.txt');
    writeFileSync(list, 'ant/3.png\nant/11.png\n\nbee/0.png\r\ncat/9.png\n');
    const named = await measured({ images, trainList: list });
    expect(perClass(named.embeddings.train)).toEqual([2, 1, 1]);
    expect(perClass(named.embeddings.test)).toEqual([18, 4, 9]);
    expect(named.notes.at(-1)).toContain(`images: 4, those of ${list} (--train-list); by class 2 1 1.`);
    writeFileSync(list.replace('txt', 'json'), '[0, 20, 25]');
    const numbered = await measured({ images, trainList: list.replace('txt', 'json') });
    expect(perClass(numbered.embeddings.train)).toEqual([1, 1, 1]);
  });

  it('gives each colour its own mean, whichever comes first', async () => {
    const images = pictures(COUNTS);
    const swapped = putPictures(folder(), COUNTS, (label, k) => [
      250 - 50 * label,
      (7 * k) % 256,
      60 * label + 10,
    ]);
    const file = await weights();
    const normalise = '0.1,0.2,0.3/0.4,0.5,0.6';
    const rgb = await fromWeights(file, { images, normalise });
    const bgr = await fromWeights(file, {
      images: swapped,
      channels: 'bgr',
      normalise: '0.3,0.2,0.1/0.6,0.5,0.4',
    });
    expect(bgr.embeddings.train.logits).toEqual(rgb.embeddings.train.logits);
    expect(bgr.images.channels).toBe('bgr');
    const wrong = await fromWeights(file, { images: swapped, normalise });
    expect(wrong.embeddings.train.logits).not.toEqual(rgb.embeddings.train.logits);
  });

  it('leaves the classes empty that have no pictures', async () => {
    const images = pictures(COUNTS);
    const { embeddings } = await measured({ images, classes: 'ant,cow,bee,cat' }, 4);
    expect(perClass(embeddings.train)).toEqual([16, 0, 4, 8]);
  });

  it('reports, and keeps in the JSON what was chosen', async () => {
    const printed: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const json = join(folder(), 'report.json');
    const [images, file] = [pictures(COUNTS), await weights()];
    await measureCommand({
      weights: file,
      images,
      size: '16',
      crop: '12',
      fit: 'pad',
      normalise: 'imagenet',
      json,
    });
    vi.restoreAllMocks();
    const report = JSON.parse(readFileSync(json, 'utf8'));
    expect(report.images).toMatchObject({ path: images, size: 16, crop: 12, fit: 'pad', channels: 'rgb' });
    expect(report.normalisation.name).toBe('imagenet');
    expect(report.nTrain).toEqual([16, 4, 8]);
    const said = printed.join('\n').replace(/\s+/g, ' ');
    expect(said).toContain('by pad (--fit) resized to 16 pixels, of which the middle 12 (--crop);');
    expect(said).toContain('A network outside the paper: 3 classes, 8 features; 28 training and 7 test');
  });

  it.each<[ImageOptions, RegExp]>([
    [{ data: 'd' }, /--weights: got --data with --images, where it has no effect/],
    [{ setting: 'cifar.ce' }, /got --setting with --images, where it has no effect/],
    [{ classes: 'ant,bee' }, /--classes: got ant, bee, expected the folder’s classes.*ant, cat, bee/],
    [{ seed: '1' }, /got --seed without --setting or --imbalance/],
    [{ imbalance: '2', profile: 'as-is' }, /--imbalance with --profile as-is/],
    [{ crop: '64' }, /--crop: got pixels = 64, expected a whole number from 1 to 32/],
    [{ size: 'big' }, /--size: got "big", expected a number/],
    [{ channels: 'gbr' }, /--channels: got channels: 'gbr', expected one of rgb, bgr/],
    [{ trainList: 'l', imbalance: '2' }, /--imbalance with --train-list/],
  ])('refuses %o', async (more, says) => {
    await expect(measured({ images: pictures(COUNTS), ...more })).rejects.toThrow(says);
  });

  it('refuses a list that names what is not there, and classes that the network has not', async () => {
    const [images, list] = [pictures(COUNTS), join(folder(), 'list')];
    const refused = async (text: string, says: RegExp) => {
      writeFileSync(list, text);
      await expect(measured({ images, trainList: list })).rejects.toThrow(says);
    };
    await refused(
      'ant/99.png',
      /list: got "ant\/99.png", expected a position from 0 to 34, or a name as ant\/0.png/,
    );
    await refused('35', /got "35"/);
    await refused('0\n0\n', /"0" twice/);
    await refused('0\nant/0.png', /"ant\/0.png", twice/);
    await refused('\n', /no images/);
    await expect(measured({ images }, 4)).rejects.toThrow(
      /a network of 4 classes, expected 3, as the data have/,
    );
    await expect(measured({ size: '32', setting: 'cifar.ce', data: 'd' })).rejects.toThrow(
      /--size with --setting, where it has no effect/,
    );
    await expect(measured({})).rejects.toThrow(/got no --setting and no --images/);
  });
});
