import { expect, test } from 'vitest';
import { classColor, kStyle, palette } from './style';

/** WCAG 2 contrast of two colours. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const linear = [1, 3, 5].map((k) => {
      const v = Number.parseInt(hex.slice(k, k + 2), 16) / 255;
      return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test('the contrast formula gives the textbook values', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('class colours run from blue to orange, whatever the number of classes', () => {
  expect([classColor(0, 10), classColor(9, 10)]).toEqual([classColor(0, 2), classColor(1, 2)]);
  expect(new Set(Array.from({ length: 10 }, (_, c) => classColor(c, 10))).size).toBe(10);
  expect(classColor(0, 1)).toBe('#0067bc');
});

test('every colour stands out from a white and from a dark page', () => {
  const classes = Array.from({ length: 10 }, (_, c) => classColor(c, 10));
  for (const color of [...classes, ...Object.values(palette), ...[2, 3, 5, 7].map((K) => kStyle(K).color)]) {
    expect(contrast(color, '#ffffff'), `${color} on white`).toBeGreaterThanOrEqual(3);
    expect(contrast(color, '#111111'), `${color} on dark`).toBeGreaterThanOrEqual(3);
  }
});

test('the lines of the four K differ in colour, marker and dash', () => {
  const styles = [2, 3, 5, 7].map(kStyle);
  for (const part of ['color', 'symbol', 'dash'] as const) {
    expect(new Set(styles.map((style) => style[part])).size).toBe(4);
  }
});

// How a colour looks without the cones for long or for medium waves (Viénot, Brettel and Mollon 1999), in linear RGB.
const blindness = {
  protanopia: [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
  deuteranopia: [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
} as const;

/** b* of CIELAB, blue to yellow, as seen with a colour blindness or without. */
function yellowness(hex: string, matrix: readonly number[] = [1, 0, 0, 0, 1, 0, 0, 0, 1]): number {
  const linear = [1, 3, 5].map((k) => (Number.parseInt(hex.slice(k, k + 2), 16) / 255) ** 2.2);
  const [r, g, b] = [0, 3, 6].map((row) =>
    linear.reduce((sum, value, k) => sum + value * matrix[row + k], 0),
  );
  const [y, z] = [0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089];
  return 200 * (Math.cbrt(y) - Math.cbrt(z));
}

test('from majority to minority the classes turn from blue to yellow, step by step, for the colour-blind too', () => {
  const classes = Array.from({ length: 10 }, (_, c) => classColor(c, 10));
  for (const matrix of [undefined, blindness.protanopia, blindness.deuteranopia]) {
    const steps = classes
      .slice(1)
      .map((color, c) => yellowness(color, matrix) - yellowness(classes[c], matrix));
    expect(Math.min(...steps)).toBeGreaterThan(5);
  }
});
