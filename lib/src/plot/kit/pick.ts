import type { Layout, UpdateMenu } from 'plotly.js-dist-min';
import { UserError } from '../../errors';
import { checkValue, type Kind, number, type Options, record, resolveOptions, text } from '../../options';
import type { Figure, FigureLayout, Trace } from './figure';
import { list } from './kinds';
import { withPlainTexts } from './plot-text';

/** What `pick` takes beside its figures. */
export interface PickOptions {
  /** What is chosen, in the alt text: `run`, `class`. Default: `view`. */
  of?: string;
}

const known: Options<Required<PickOptions>> = { of: [text, 'view'] };

const figure = record({
  data: list(record({})),
  layout: record({ meta: record({ alt: text }), height: number(0) }),
});
const namedFigures: Kind<Readonly<Record<string, Figure>>> = {
  expected: 'figures by name',
  accepts: (value) => record({}).accepts(value) && Object.values(value as object).every(figure.accepts),
};

/**
 * One figure with a dropdown that chooses which of several is drawn: a class, a run, the best or the last epoch.
 * `figures` has them by the name on the dropdown; the first one is shown at first, and a single one gets no dropdown.
 * The figures keep their own sliders and buttons. Throws UserError without any figure.
 */
export function pick(figures: Readonly<Record<string, Figure>>, options: PickOptions = {}): Figure {
  const { of } = resolveOptions('pick', known, options);
  checkValue('pick', 'figures', figures, namedFigures);
  const names = Object.keys(figures);
  if (names.length === 0) throw none();
  if (names.length === 1) return Object.values(figures)[0];
  const views = shifted(Object.values(figures)).map((view) => highEnough(view, names.length));
  const [first] = views;
  const top = Math.max(...views.map(({ layout }) => topWithMenu(layout)));
  const flat = views.map(({ layout }) => flatten({ ...layout, margin: { ...marginOf(layout), t: top } }));
  const changing = differingPaths(flat);
  const buttons = views.map((view, k) => ({
    label: withPlainTexts(names[k]),
    method: 'update' as const,
    args: [{ visible: visibility(views, view) }, { ...pathsOf(flat[k], changing), ...ownButtonsUp(view) }],
  }));
  return {
    data: views.flatMap((view) => view.data.map((trace) => (view === first ? trace : hidden(trace)))),
    layout: {
      ...first.layout,
      margin: { ...marginOf(first.layout), t: top },
      updatemenus: [dropdown(buttons, top), ...menusOf(first.layout)],
      meta: { alt: `${first.layout.meta.alt} A dropdown chooses the ${of}: ${names.join(', ')}.` },
    },
  };
}

/** Pixels from a figure's top to the open dropdown, of each of its entries, and of as many as are shown without scrolling. */
const [menuTop, entryHeight, mostOfMenu] = [76, 35, 300];

/** The open dropdown is cut off at the figure's lower end: a flat figure gets room for it. */
function highEnough({ data, layout }: Figure, entries: number): Figure {
  const needed = Math.min(menuTop + entryHeight * entries + 10, mostOfMenu);
  return { data, layout: { ...layout, height: Math.max(layout.height, needed) } };
}

/** Pixels above the plots that hold the dropdown, below Plotly's own buttons. */
const roomForMenu = 72;

function none(): UserError {
  return new UserError({
    where: 'pick',
    given: 'no figure',
    expected: 'at least one',
    remedy: 'Leave out only the models that are missing, or show a note instead.',
  });
}

/** Where a dropdown stands: right, below Plotly's own buttons, `top` = pixels above the plots. */
export function menuPlace(top: number) {
  return { x: 1, xanchor: 'right', y: 1, yanchor: 'bottom', pad: { b: top - 62 } } as const;
}

function dropdown(buttons: NonNullable<UpdateMenu['buttons']>, top: number): UpdateMenu {
  return { type: 'dropdown', direction: 'down', active: 0, ...menuPlace(top), buttons };
}

type Step = { method: string; args: unknown[] };

/** The figures with what their sliders and buttons do aimed at their own traces, in the order of all traces. */
function shifted(figures: readonly Figure[]): Figure[] {
  let before = 0;
  return figures.map(({ data, layout }) => {
    const traces = data.map((_, k) => before + k);
    before += data.length;
    const aim = <T extends object>(control: T, key: 'steps' | 'buttons'): T => ({
      ...control,
      [key]: (Reflect.get(control, key) as Step[]).map((step) => aimed(step, traces)),
    });
    const { sliders, updatemenus } = layout as { sliders?: object[]; updatemenus?: object[] };
    const own = {
      ...(sliders ? { sliders: sliders.map((slider) => aim(slider, 'steps')) } : {}),
      ...(updatemenus ? { updatemenus: updatemenus.map((menu) => aim(menu, 'buttons')) } : {}),
    };
    return { data, layout: { ...layout, ...own } };
  });
}

/** `restyle` takes the traces as its second argument, `update` as its third. */
function aimed(step: Step, traces: readonly number[]): Step {
  const at = { restyle: 1, update: 2 }[step.method];
  if (at === undefined) return step;
  const own = (step.args[at] as number[] | undefined) ?? traces.map((_, k) => k);
  const args = [...step.args];
  args[at] = own.map((k) => traces[k]);
  return { ...step, args };
}

function hidden(trace: Trace): Trace {
  return { ...trace, visible: false };
}

/** What each trace of all views shows while one view is chosen. */
function visibility(views: readonly Figure[], chosen: Figure): unknown[] {
  return views.flatMap((view) =>
    view.data.map((trace) => (view === chosen ? (trace.visible ?? true) : false)),
  );
}

function marginOf(layout: FigureLayout): NonNullable<Layout['margin']> {
  return (layout.margin ?? {}) as NonNullable<Layout['margin']>;
}

/** Pixels above the plots for the title, the dropdown and, below it, the figure's own buttons. */
function topWithMenu(layout: FigureLayout): number {
  const own = menusOf(layout).length > 0 ? 44 : 0;
  return Math.max(roomForMenu, marginOf(layout).t ?? 0) + own;
}

function menusOf(layout: FigureLayout): UpdateMenu[] {
  return (layout.updatemenus ?? []) as UpdateMenu[];
}

/** A chosen figure is drawn as it was made, so its own buttons are back at the first. */
function ownButtonsUp({ layout }: Figure): Record<string, number> {
  return Object.fromEntries(menusOf(layout).map((_, k) => [`updatemenus[${k + 1}].active`, 0]));
}

/** Attributes of a layout by their paths, `xaxis.range`; lists stay whole, menus come behind the dropdown. */
function flatten(layout: object): Record<string, unknown> {
  const { meta: _, template: __, updatemenus = [], ...rest } = layout as Record<string, unknown>;
  const menus = (updatemenus as object[]).flatMap((menu, k) => leaves([`updatemenus[${k + 1}]`, menu]));
  return Object.fromEntries([...Object.entries(rest).flatMap(leaves), ...menus]);
}

function leaves([path, value]: [string, unknown]): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, part]) => leaves([`${path}.${key}`, part]));
}

/** The paths that are not the same in all layouts. */
function differingPaths(flat: readonly Record<string, unknown>[]): string[] {
  const paths = [...new Set(flat.flatMap(Object.keys))];
  return paths.filter((path) => new Set(flat.map((layout) => JSON.stringify(layout[path]))).size > 1);
}

/** The values at those paths; null, which Plotly takes for its default, where there is none. */
function pathsOf(flat: Record<string, unknown>, paths: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(paths.map((path) => [path, flat[path] ?? null]));
}
