/** Places of the K largest values, largest first, on ties the lower place; all, if there are fewer. Wrong values, too. */
export function largestPlaces(values: readonly number[], K: number): number[] {
  const falling = (a: number, b: number) => (values[a] < values[b] ? 1 : values[a] > values[b] ? -1 : a - b);
  return [...values.keys()].sort(falling).slice(0, K);
}

/** The K largest values, largest first; all, if there are fewer. */
export function largest(values: readonly number[], K: number): number[] {
  return largestPlaces(values, K).map((place) => values[place]);
}

/** The values with the K largest absolute values, with their signs. */
export function largestByAbsolute(values: readonly number[], K: number): number[] {
  return largestPlaces(values.map(Math.abs), K).map((place) => values[place]);
}

/** The places as `.sort().reverse()` ranks them: without a comparison function it sorts text. */
export function placesSortedAsText(values: readonly number[], K: number): number[] {
  const places = values.map((_, place) => place);
  return places.sort((a, b) => (String(values[a]) < String(values[b]) ? 1 : -1)).slice(0, K);
}

/** Sum of a list. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
