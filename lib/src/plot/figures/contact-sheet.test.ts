import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { png } from '../draw/png';
import { contactSheet } from './contact-sheet';

const images = {
  ...{ n: 3, height: 1, width: 2, classNames: ['red', 'blue'], labels: Uint8Array.of(0, 1, 1) },
  pixels: Uint8Array.of(255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 9, 0, 0, 9),
};

/** Width, height and unfiltered rows of a PNG whose pixels are in one IDAT right behind the header. */
function decode(file: Buffer) {
  const length = file.readUInt32BE(33);
  return {
    size: [file.readUInt32BE(16), file.readUInt32BE(20)],
    kind: file.toString('latin1', 37, 41),
    rows: [...inflateSync(file.subarray(41, 41 + length))],
  };
}

test('a PNG holds its size and its rows, each behind filter byte 0', () => {
  const file = png(Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 255), 1, 2);
  expect(file.subarray(1, 4).toString()).toBe('PNG');
  expect(decode(file)).toEqual({ size: [1, 2], kind: 'IDAT', rows: [0, 1, 2, 3, 255, 0, 4, 5, 6, 255] });
  expect(file.subarray(-8).toString('hex')).toBe('49454e44ae426082');
});

test('images stand in rows with transparent pixels between, hover text at each middle', () => {
  const figure = contactSheet(images, { indices: [1, 0], columns: 2 });
  const [picture, points] = figure.data;
  const file = Buffer.from(String(picture.source).split(',')[1], 'base64');
  const blue = [0, 0, 255, 255];
  const red = [255, 0, 0, 255];
  const gap = [0, 0, 0, 0];
  expect(decode(file)).toEqual({
    size: [6, 1],
    kind: 'IDAT',
    rows: [0, ...[blue, blue, gap, gap, red, red].flat()],
  });
  expect(points).toMatchObject({ x: [0.5, 4.5], y: [0, 0], text: ['image 1, blue', 'image 0, red'] });
  expect(figure.layout.meta.alt).toBe('2 images: 1 blue, 1 red.');
});
