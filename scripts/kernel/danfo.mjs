const mended = new WeakSet();

/**
 * Danfo's `sortValues` leaves NaN where it is, and sorts wrongly around it without a word: from now on it says so. `danfo` is
 * what `require('danfojs-node')` gives, and is returned.
 *
 * @template Danfo
 * @param {Danfo} danfo
 */
export function sayingWhereSortingStops(danfo) {
  const known = /** @type {{ DataFrame: { prototype: { sortValues: Function } } }} */ (danfo);
  const { prototype } = known.DataFrame;
  if (mended.has(prototype)) return danfo;
  mended.add(prototype);
  const { sortValues } = prototype;
  prototype.sortValues = function (/** @type {string} */ column, /** @type {unknown} */ options) {
    const { columns, [column]: found } = /** @type {Record<string, any>} */ (this);
    const missing = columns.includes(column) ? found.values.filter(Number.isNaN).length : 0;
    if (missing > 0)
      console.warn(
        `sortValues('${column}'): Danfo cannot sort around NaN, of which there are ${missing}: the order is wrong.`,
        `Leave those rows out first: df.loc({ rows: df['${column}'].values.map((v) => !Number.isNaN(v)) }).`,
      );
    return sortValues.call(this, column, options);
  };
  return danfo;
}
