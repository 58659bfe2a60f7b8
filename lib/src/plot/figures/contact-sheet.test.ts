import { decode as decodePng } from 'fast-png';
import { expect, test } from 'vitest';
import { contactSheet } from './contact-sheet';

const images = {
  ...{ n: 3, height: 1, width: 2, classNames: ['red', 'blue'], labels: Uint8Array.of(0, 1, 1) },
  pixels: Uint8Array.of(255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 9, 0, 0, 9),
};

test('images stand in rows with transparent pixels between, hover text at each middle', () => {
  const figure = contactSheet(images, { indices: [1, 0], columns: 2 });
  const [picture, points] = figure.data;
  const [kind, file] = String(picture.source).split(',');
  const { width, height, channels, data } = decodePng(Buffer.from(file, 'base64'));
  const blue = [0, 0, 255, 255];
  const red = [255, 0, 0, 255];
  const gap = [0, 0, 0, 0];
  expect([kind, width, height, channels]).toEqual(['data:image/png;base64', 6, 1, 4]);
  expect([...data]).toEqual([blue, blue, gap, gap, red, red].flat());
  expect(points).toMatchObject({ x: [0.5, 4.5], y: [0, 0], text: ['image 1, blue', 'image 0, red'] });
  expect(figure.layout.meta.alt).toBe('2 images: 1 blue, 1 red.');
});
