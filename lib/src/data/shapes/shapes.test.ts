import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors';
import type { ImageSet } from '../images';
import { conceptOf } from './shape-concepts';
import { OUTLINES, type SHAPE_NAMES } from './shape-outlines';
import { shapes, shapesPreprocessing } from './shapes';

describe('conceptOf', () => {
  const all = [0, 1, 2, 3, 4, 5].map((c) => Array.from({ length: 18 }, (_, k) => conceptOf(c, k)));

  it('gives 108 different sub-concepts', () => {
    expect(new Set(all.flat().map((concept) => Object.values(concept).join(' '))).size).toBe(108);
  });

  it('gives each pair of shape and colour to one class, each shape and colour to all', () => {
    const pairs = all.map((concepts) => new Set(concepts.map(({ shape, colour }) => `${colour} ${shape}`)));
    expect(pairs.map((set) => set.size)).toEqual([6, 6, 6, 6, 6, 6]);
    expect(new Set(pairs.flatMap((set) => [...set])).size).toBe(36);
    for (const concepts of all) {
      expect(new Set(concepts.map(({ shape }) => shape)).size).toBe(6);
      expect(new Set(concepts.map(({ colour }) => colour)).size).toBe(6);
    }
  });

  it('starts class A with red discs, then striped yellow triangles', () => {
    expect(conceptOf(0, 0)).toEqual({ shape: 'disc', colour: 'red', texture: 'plain' });
    expect(conceptOf(0, 1)).toEqual({ shape: 'triangle', colour: 'yellow', texture: 'striped' });
  });
});

describe('OUTLINES', () => {
  it('have the areas of geometry', () => {
    const step = 0.01;
    const area = (shape: (typeof SHAPE_NAMES)[number]) => {
      let inside = 0;
      for (let x = -1.5; x < 1.5; x += step)
        for (let y = -1.5; y < 1.5; y += step) inside += +(OUTLINES[shape](x, y) < 0);
      return inside * step * step;
    };
    expect(area('disc')).toBeCloseTo(Math.PI * 0.64, 1);
    expect(area('square')).toBeCloseTo(1.44 ** 2, 1);
    expect(area('triangle')).toBeCloseTo(3 * Math.sqrt(3) * 0.55 ** 2, 1);
    expect(area('cross')).toBeCloseTo(2 * 1.9 * 0.64 - 0.64 ** 2, 1);
    expect(area('ring')).toBeCloseTo(Math.PI * (0.92 ** 2 - 0.44 ** 2), 1);
    expect(area('star')).toBeCloseTo(5 * 1.1 * 0.52 * Math.sin(Math.PI / 5), 1);
  });

  it('let triangle and star stand upright', () => {
    expect(OUTLINES.triangle(0, -1.09)).toBeLessThan(0);
    expect(OUTLINES.triangle(0, 0.56)).toBeGreaterThan(0);
    expect(OUTLINES.star(0, -1.09)).toBeLessThan(0);
    expect(OUTLINES.star(0, 0.53)).toBeGreaterThan(0);
  });
});

describe('shapes', () => {
  it('has the counts, labels and sizes asked for', () => {
    const { train, test, diversity } = shapes({ classes: 3, perClass: [4, 2, 1], testPerClass: 2, size: 16 });
    expect([...train.labels]).toEqual([0, 0, 0, 0, 1, 1, 2]);
    expect([...test.labels]).toEqual([0, 0, 1, 1, 2, 2]);
    expect([train.height, train.width, train.pixels.length]).toEqual([16, 16, 7 * 768]);
    expect(train.classNames).toEqual(['A', 'B', 'C']);
    expect(diversity).toEqual([3, 3, 3]);
  });

  it('is the same to the byte for the same seed, now and later', () => {
    const pixels = shapes({ perClass: 2, testPerClass: 1, diversity: 18 }).train.pixels;
    expect(createHash('md5').update(pixels).digest('hex')).toBe('1fb083b775549b6137bcb8ea99c83224');
  });

  it('has no image twice, within and between train and test and seeds', () => {
    const sets = [0, 1].flatMap((seed) => {
      const { train, test } = shapes({ perClass: 20, testPerClass: 20, diversity: 1, noise: 0, seed });
      return [train, test];
    });
    expect(new Set(sets.flatMap((set) => imagesOf(set).map(String))).size).toBe(4 * 120);
  });

  it('draws the sub-concepts of a class equally often', () => {
    const { trainConcepts, testConcepts } = shapes({
      classes: 2,
      perClass: 600,
      testPerClass: 600,
      diversity: [1, 6],
      size: 16,
    });
    for (const concepts of [trainConcepts, testConcepts]) {
      expect(new Set(concepts.subarray(0, 600))).toEqual(new Set([0]));
      const counts = [0, 0, 0, 0, 0, 0];
      for (const concept of concepts.subarray(600)) counts[concept]++;
      // Binomial sd of each: sqrt(600 * 5 / 36) = 9.1.
      for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(40);
    }
  });

  it('shows what the sub-concept says: red discs, then green triangles', () => {
    const { train } = shapes({ classes: 2, perClass: 50, testPerClass: 1, diversity: 1, noise: 0 });
    for (const [i, image] of imagesOf(train).entries()) {
      const [own, other] = train.labels[i] === 0 ? [0, 1] : [1, 0];
      let vivid = 0;
      for (let p = 0; p < image.length; p += 3)
        vivid += +(image[p + own] - Math.max(image[p + other], image[p + 2]) > 60);
      expect(vivid / 576).toBeGreaterThan(0.03);
      expect(vivid / 576).toBeLessThan(0.35);
    }
  });

  it('keeps the images of a class when there are fewer', () => {
    const many = imagesOf(shapes({ perClass: 5, testPerClass: 1 }).train);
    const few = imagesOf(shapes({ perClass: [5, 4, 3, 2, 1, 1], testPerClass: 1 }).train);
    expect(few.slice(5, 9)).toEqual(many.slice(5, 9));
    expect(few[14]).toEqual(many[20]);
  });

  it('changes by diversity only what is shown in that class', () => {
    const narrow = imagesOf(
      shapes({ classes: 2, perClass: 20, testPerClass: 1, diversity: [3, 1], noise: 0 }).train,
    );
    const broad = imagesOf(
      shapes({ classes: 2, perClass: 20, testPerClass: 1, diversity: [3, 9], noise: 0 }).train,
    );
    expect(broad.slice(0, 20)).toEqual(narrow.slice(0, 20));
    expect(broad.slice(20)).not.toEqual(narrow.slice(20));
    // The corners show the ground alone.
    for (let i = 20; i < 40; i++) expect(broad[i].slice(0, 3)).toEqual(narrow[i].slice(0, 3));
  });

  it('has the mean and spread of its preprocessing', () => {
    const { pixels } = shapes().train;
    for (const c of [0, 1, 2]) {
      const values = Float64Array.from({ length: pixels.length / 3 }, (_, p) => pixels[3 * p + c] / 255);
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
      expect(Math.abs(mean - shapesPreprocessing.mean[c])).toBeLessThan(0.005);
      expect(Math.abs(Math.sqrt(variance) - shapesPreprocessing.std[c])).toBeLessThan(0.005);
    }
  });

  it.each([
    [{ classes: 7 }, /classes = 7, expected a whole number from 2 to 6/],
    [{ diversity: 0 }, /diversity = 0/],
    [{ diversity: [1, 2] }, /diversity: got 2 numbers, expected one, or 6/],
    [{ perClass: [1, 1, 1, 1, 1, 0] }, /perClass = 0/],
    [{ testPerClass: 1.5 }, /testPerClass = 1.5/],
    [{ size: 8 }, /size = 8/],
    [{ noise: -1 }, /noise = -1/],
    [{ seed: -1 }, /seed = -1/],
  ])('refuses %o', (options, message) => {
    expect(() => shapes(options)).toThrow(UserError);
    expect(() => shapes(options)).toThrow(message);
  });
});

function imagesOf({ n, height, width, pixels }: ImageSet): Uint8Array[] {
  const size = height * width * 3;
  return Array.from({ length: n }, (_, i) => pixels.slice(i * size, (i + 1) * size));
}
