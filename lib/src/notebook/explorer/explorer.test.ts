import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { images, pictures, twins } from '../../../../test/explorer-twins';
import { subset } from '../../data/images';
import { randomStream } from '../../data/random/random';
import { classNames } from '../../data/sets/class-names';
import { argmaxRows, type Embedding, type Embeddings } from '../../embed/embeddings';
import { type ExplorerOptions, explorer } from './explorer';
import type { PageData } from './page-data';

/** The frame's HTML. */
async function frame(pair: Parameters<typeof explorer>[0], options?: ExplorerOptions): Promise<string> {
  return String((await explorer(pair, options)).bundle['text/html']);
}

/** What the page in the frame is to show. */
async function pageData(pair: Parameters<typeof explorer>[0], options?: ExplorerOptions): Promise<PageData> {
  const html = await frame(pair, options);
  const page = html.replace(/&quot;/g, '"').replace(/&amp;/g, '&');
  return JSON.parse(page.split('id="data">')[1].split('</script>')[0]);
}

test('the same test instances in both twins, with their classes and predictions', async () => {
  const { classNames, instances, labels, twins: pages } = await pageData(twins);
  expect(classNames).toEqual(['cat', 'dog']);
  expect([...instances].sort()).toEqual([0, 1, 2, 3]);
  expect(labels).toEqual(instances.map((i) => [0, 0, 1, 1][i]));
  expect(pages.map(({ name }) => name)).toEqual(['balanced', 'imbalanced']);
  for (const { points, bac, recall } of pages) {
    expect(points?.predictions).toEqual(instances.map((i) => [0, 1, 1, 1][i]));
    expect({ bac, recall }).toEqual({ bac: 0.75, recall: [0.5, 1] });
  }
  expect(pages.map(({ trainCounts }) => trainCounts)).toEqual([
    [1, 2],
    [2, 1],
  ]);
});

test('of a class the features of largest mean ce, and the shown images that fire them most', async () => {
  const { instances, twins: pages } = await pageData(twins, { K: 2 });
  const [[cat], [dog, next]] = pages[1].top;
  expect([cat.feature, cat.ce, dog.feature, dog.ce, next.ce]).toEqual([0, 3, 1, 6, 0]);
  expect(dog.instances.map((place) => instances[place])).toEqual([3, 2, 1, 0]);
  expect(dog.fe).toEqual([4, 2, 1, 0]);
});

test('of a point the largest ce for the class it is taken for', async () => {
  const { instances, twins: pages } = await pageData(twins);
  const { features, ce } = pages[1].points!;
  const at = instances.indexOf(3);
  expect([features[at][0], ce[at]]).toEqual([1, [8, 0, 0]]);
});

test('points fill the chart, and both axes have one scale', async () => {
  const { twins: pages, instances, chart } = await pageData(twins);
  const { x, y } = pages[0].points!;
  const filled = (values: readonly number[], length: number) =>
    (Math.max(...values) - Math.min(...values)) / length;
  expect(Math.max(filled(x, chart.width), filled(y, chart.height))).toBe(1);
  expect(Math.min(...x, ...y)).toBeGreaterThanOrEqual(0);
  // In the plane of fe 0 and 1, which keeps nearly all, instance 0 is sqrt(10) from 1 and sqrt(13) from 2, which lie 1 apart.
  const far = (a: number, b: number) => {
    const [i, j] = [instances.indexOf(a), instances.indexOf(b)];
    return Math.hypot(x[i] - x[j], y[i] - y[j]);
  };
  expect(far(0, 1) / far(1, 2)).toBeCloseTo(Math.sqrt(10), 0);
  expect(far(0, 2) / far(1, 2)).toBeCloseTo(Math.sqrt(13), 0);
});

test('pictures are those of the shown instances', async () => {
  const asked: number[][] = [];
  const fetched = await pageData(twins, {
    images: async (rows) => {
      asked.push([...rows]);
      return null;
    },
  });
  expect([asked, fetched.sprite]).toEqual([[fetched.instances], null]);
  const { sprite, instances } = await pageData(twins, { images });
  expect(sprite).toMatchObject({ columns: 4, rows: 1, width: 2, height: 2 });
  const file = Buffer.from(sprite!.source.split(',')[1], 'base64');
  const data = inflateSync(file.subarray(file.indexOf('IDAT') + 4));
  expect(instances.map((_, place) => data[1 + 4 * 2 * place])).toEqual(instances.map((i) => 10 * i));
});

test('without a twin the page has the other one alone', async () => {
  const { twins: pages, instances } = await pageData({ imbalanced: twins.imbalanced });
  expect(pages.map(({ points }) => points === null)).toEqual([true, false]);
  expect(instances).toHaveLength(4);
  const { bundle } = await explorer({ imbalanced: twins.imbalanced });
  expect(bundle['text/plain']).toBe(
    'Embedding explorer: 4 test images of 2 classes under the imbalanced network.',
  );
});

test('what does not fit together is refused', async () => {
  const { balanced, imbalanced } = twins;
  await expect(explorer({})).rejects.toThrow('explorer: got neither a balanced nor an imbalanced network');
  const shuffled = { ...balanced, test: { ...balanced.test, labels: Int32Array.of(0, 1, 0, 1) } };
  await expect(explorer({ balanced: shuffled, imbalanced })).rejects.toThrow(
    'got test instance 1 of class 1 and of class 0, expected the same instances in the same order',
  );
  await expect(explorer(twins, { images: async () => ({ ...pictures, n: 3 }) })).rejects.toThrow(
    'got 3 images',
  );
});

test('pictures of CelebA are refused, and not even fetched', async () => {
  const people = { imbalanced: { ...twins.imbalanced, classNames: classNames.celeba } };
  const fetching = () => Promise.reject(new Error('fetched'));
  await expect(explorer(people, { images: fetching })).rejects.toThrow('got images of CelebA');
  expect((await pageData(people)).sprite).toBeNull();
});

/** A network of CIFAR-10's size: 10 classes, 64 features, 100 instances a class. */
function large(seed: string): Embeddings {
  const random = randomStream(0, 'explorer', seed);
  const values = (n: number) => Float32Array.from({ length: n }, () => random.uniform());
  const [n, H, C] = [1000, 64, 10];
  const logits = values(n * C);
  const embedding: Embedding = {
    ...{ n, H, C, logits, fe: values(n * H), predictions: argmaxRows(logits, C) },
    labels: Int32Array.from({ length: n }, (_, i) => i % C),
  };
  const head = { kind: 'linear' as const, H, C, W: values(C * H), b: null };
  return { head, train: embedding, test: embedding, classNames: classNames.cifar10 };
}

test('the page is below 300 KB, and with as many pictures as it takes below 4 MB', async () => {
  const pair = { balanced: large('a'), imbalanced: large('b') };
  const plain = await frame(pair, { perClass: 100 });
  expect((await pageData(pair, { perClass: 100 })).instances).toHaveLength(800);
  expect(plain.length).toBeLessThan(300_000);
  const random = randomStream(0, 'explorer', 'pixels');
  const noise = { n: 1000, height: 32, width: 32, classNames: classNames.cifar10 };
  const pixels = Uint8Array.from({ length: 1000 * 32 * 32 * 3 }, () => random.below(256));
  const all = { ...noise, pixels, labels: Uint8Array.from(pair.balanced.test.labels) };
  const withPictures = await frame(pair, { perClass: 100, images: async (rows) => subset(all, rows) });
  expect(withPictures.length).toBeLessThan(4_000_000);
}, 60_000);

test('nothing of the data can end the frame or the script', async () => {
  const classNames = ['</script>&"<b>', 'dog'];
  const html = await frame({ imbalanced: { ...twins.imbalanced, classNames } });
  expect(html.match(/srcdoc="([^"]*)"><\/iframe>$/)).not.toBeNull();
  expect((await pageData({ imbalanced: { ...twins.imbalanced, classNames } })).classNames[0]).toBe(
    classNames[0],
  );
});
