import type { Slider } from 'plotly.js-dist-min';

/** The K that all lists have, rising. */
export function commonKs(lists: readonly (readonly { K: number }[])[]): number[] {
  const [first = [], ...others] = lists.map((list) => list.map(({ K }) => K));
  return first.filter((K) => others.every((list) => list.includes(K))).sort((a, b) => a - b);
}

/** A slider over K below two panels; `restyle` gives what each K changes, as Plotly's restyle takes it. */
export function kSlider(Ks: readonly number[], first: number, restyle: (K: number) => unknown[]): Slider {
  return {
    active: Ks.indexOf(first),
    currentvalue: { prefix: 'K = ', font: { size: 16 } },
    pad: { t: 95 },
    steps: Ks.map((K) => ({ label: String(K), method: 'restyle', args: restyle(K) })),
  };
}
