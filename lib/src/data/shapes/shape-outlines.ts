/**
 * Signed distance of a point to a shape's edge, negative inside: shapes have a circumradius of about 1 and
 * stand upright, y downwards.
 */
export type Outline = (x: number, y: number) => number;

const { abs, atan2, cos, hypot, max, min, PI, round, sin } = Math;

/** The six shapes of the synthetic images. */
export const OUTLINES: Readonly<Record<ShapeName, Outline>> = {
  disc: (x, y) => hypot(x, y) - 0.8,
  square: (x, y) => max(abs(x), abs(y)) - 0.72,
  triangle: (x, y) => max(y, abs(x) * cos(PI / 6) - y * 0.5) - 0.55,
  star: starOutline(5, 1.1, 0.52),
  cross: (x, y) => min(max(abs(x) - 0.32, abs(y) - 0.95), max(abs(x) - 0.95, abs(y) - 0.32)),
  ring: (x, y) => abs(hypot(x, y) - 0.68) - 0.24,
};

/** Shapes in the order in which sub-concepts count them. */
export const SHAPE_NAMES = ['disc', 'triangle', 'cross', 'ring', 'square', 'star'] as const;

/** One of `SHAPE_NAMES`. */
export type ShapeName = (typeof SHAPE_NAMES)[number];

/** A star: all its edges are mirror images of one, from a tip at `outer` to a notch at `inner`. */
function starOutline(tips: number, outer: number, inner: number): Outline {
  const sector = (2 * PI) / tips;
  const notchX = inner * cos(sector / 2);
  const notchY = inner * sin(sector / 2);
  const length = hypot(outer - notchX, notchY);
  return (x, y) => {
    const fromUp = atan2(x, -y);
    const angle = abs(fromUp - sector * round(fromUp / sector));
    const radius = hypot(x, y);
    const along = radius * cos(angle);
    const across = radius * sin(angle);
    return ((along - notchX) * notchY + (across - notchY) * (outer - notchX)) / length;
  };
}
