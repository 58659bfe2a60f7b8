import { expect, it } from 'vitest';
import { UserError } from '../errors';
import { grey, normalisationNamed } from './normalisation';

it('a normalisation has a name, or numbers', () => {
  expect(normalisationNamed('x', 'none')).toEqual({ mean: [0, 0, 0], std: [1, 1, 1] });
  expect(normalisationNamed('x', '0, 0.5,1/1,2,3')).toEqual({ mean: [0, 0.5, 1], std: [1, 2, 3] });
});

it.each(['', 'toString', '1,2,3', '1,2,3/1,2', '1,2,3/1,2,0', '1,,3/1,2,3', '1,2,3/1,2,3/4', 'a,b,c/1,2,3'])(
  'no normalisation: "%s"',
  (given) => {
    expect(() => normalisationNamed('x', given)).toThrow(UserError);
  },
);

it('grey is as Pillow has it', () => {
  // Image.fromarray(…).convert('L') of red, green, blue, white and (10, 200, 30)
  const pixels = Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 10, 200, 30);
  const images = { n: 5, height: 1, width: 1, pixels, labels: new Uint8Array(5), classNames: ['a'] };
  expect([...grey(images).pixels].filter((_, k) => k % 3 === 0)).toEqual([76, 150, 29, 255, 124]);
});
