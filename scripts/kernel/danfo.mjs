const mended = new WeakSet();

/**
 * Danfo's `sortValues` leaves NaN where it is, and sorts wrongly around it without a word: from now on it says so. `danfo` is
 * what `require('danfojs-node')` gives, and is returned.
 */
export function sayingWhereSortingStops(danfo) {
  const { prototype } = danfo.DataFrame;
  if (mended.has(prototype)) return danfo;
  mended.add(prototype);
  const { sortValues } = prototype;
  prototype.sortValues = function (column, options) {
    const missing = this.columns.includes(column) ? this[column].values.filter(Number.isNaN).length : 0;
    if (missing > 0)
      console.warn(
        `sortValues('${column}'): Danfo cannot sort around NaN, of which there are ${missing}: the order is wrong.`,
        `Leave those rows out first: df.loc({ rows: df['${column}'].values.map((v) => !Number.isNaN(v)) }).`,
      );
    return sortValues.call(this, column, options);
  };
  return danfo;
}
