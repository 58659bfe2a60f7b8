import { expect, test } from 'vitest';
import { UserError } from '../../errors';
import { coverageSlider } from '../figures/coverage-slider';
import { meanCe } from '../figures/ranked';
import type { Figure } from './figure';
import { pick } from './pick';

interface Menu {
  buttons: { label: string; args: [{ visible: unknown[] }, Record<string, unknown>] }[];
}

function menuOf(figure: Figure): Menu {
  return (figure.layout.updatemenus as Menu[])[0];
}

const members = (value: number) => [[{ index: 0, value }], [{ index: 1, value: 1 }]];
const bars = (value: number, title: string) =>
  meanCe({ classNames: ['cat', 'dog'], members: members(value) }, { title });

test('the first figure is drawn, the others wait for the dropdown', () => {
  const figure = pick({ best: bars(2, 'A'), last: bars(3, 'B') }, { of: 'epoch' });
  expect(figure.data.map((trace) => trace.visible)).toEqual([undefined, undefined, false, false]);
  expect(menuOf(figure).buttons.map(({ label }) => label)).toEqual(['best', 'last']);
  expect(menuOf(figure).buttons[0].args[0]).toEqual({ visible: [true, true, false, false] });
  expect(menuOf(figure).buttons[1].args[0]).toEqual({ visible: [false, false, true, true] });
  expect(figure.layout.meta.alt).toMatch(/A dropdown chooses the epoch: best, last\.$/);
});

test('a flat figure gets room for the open dropdown, a high one stays as it is', () => {
  const flat: Figure = { ...bars(1, 'A'), layout: { ...bars(1, 'A').layout, height: 132 } };
  const heightOf = (n: number, figure: Figure) =>
    pick(Object.fromEntries(Array.from({ length: n }, (_, k) => [`view ${k}`, figure]))).layout.height;
  expect([1, 2, 5, 20].map((n) => heightOf(n, flat))).toEqual([132, 156, 261, 300]);
  const high: Figure = { ...flat, layout: { ...flat.layout, height: 500 } };
  expect(heightOf(20, high)).toBe(500);
});

test('only what differs between the layouts is changed', () => {
  const figure = pick({ best: bars(2, 'A'), last: bars(3, 'B') });
  expect(menuOf(figure).buttons[1].args[1]).toEqual({ 'title.text': 'B' });
});

test('what a layout lacks goes back to the default', () => {
  const narrow: Figure = { ...bars(1, 'A'), layout: { ...bars(1, 'A').layout, shapes: [{ type: 'line' }] } };
  const figure = pick({ a: narrow, b: bars(1, 'A') });
  expect(menuOf(figure).buttons[1].args[1]).toEqual({ shapes: null });
});

test('the sliders of each figure move its own traces', () => {
  const coverage = (share: number) => [1, 2].map((K) => ({ K, perClass: [share, share] }));
  const one = (share: number) =>
    coverageSlider({ classNames: ['cat', 'dog'], imbalanced: { coverage: coverage(share) } });
  const figure = pick({ a: one(0.5), b: one(0.75) });
  const second = menuOf(figure).buttons[1].args[1].sliders as { steps: { args: unknown[] }[] }[];
  expect(second[0].steps[0].args).toEqual([{ y: [[0.75, 0.75]] }, [3]]);
});

test('the buttons of a figure stay, below the dropdown, and move its own traces', () => {
  const sorted = (size: number): Figure => {
    const layout = { ...bars(size, 'A').layout, margin: { t: 84 } };
    const button = { label: 'sort', method: 'restyle', args: [{ y: [[size], [1]] }] };
    return { ...bars(size, 'A'), layout: { ...layout, updatemenus: [{ buttons: [button] }] } };
  };
  const { layout } = pick({ a: sorted(2), b: sorted(3) });
  const [dropdown, own] = layout.updatemenus as [Menu, Menu];
  expect(own.buttons[0].args).toEqual([{ y: [[2], [1]] }, [0, 1]]);
  expect(dropdown.buttons[1].args[1]).toEqual({
    'updatemenus[1].buttons': [{ label: 'sort', method: 'restyle', args: [{ y: [[3], [1]] }, [2, 3]] }],
    'updatemenus[1].active': 0,
  });
  expect(layout.margin).toMatchObject({ t: 128 });
});

test('a single figure needs no dropdown, none at all is an error', () => {
  expect(pick({ a: bars(1, 'A') })).toEqual(bars(1, 'A'));
  expect(() => pick({})).toThrow(UserError);
});
