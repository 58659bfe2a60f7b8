import { expect, it } from 'vitest';
import { at } from '../paths.mjs';
import { KERNEL } from '../setup/jupyter-settings.mjs';
import { deadLinks, linkedFiles } from '../testing/links.mjs';
import { allNotebooks, networkNotebooks, researchNotebooks } from './execute.mjs';
import { codeCells, readNotebook, textOf } from './notebook.mjs';

const LONGEST_CELL = 15;
const notebook = readNotebook(at('notebooks', 'explore.ipynb'));
const code = codeCells(notebook);

it('is the eighth notebook, of the same format and for the same kernel, without outputs', () => {
  expect(networkNotebooks()).toEqual([
    ...researchNotebooks(),
    at('notebooks', 'explore.ipynb'),
    at('notebooks', 'beyond-remedies.ipynb'),
  ]);
  expect(allNotebooks()).toEqual([...networkNotebooks(), at('notebooks', 'beyond-seeds.ipynb')]);
  expect([notebook.nbformat, notebook.nbformat_minor, notebook.metadata.kernelspec.name]).toEqual([
    4,
    5,
    KERNEL,
  ]);
  expect(code.filter(({ outputs, execution_count }) => outputs?.length || execution_count)).toEqual([]);
  expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
});

it('begins as the others do, and has code cells short enough to see', () => {
  const [first] = researchNotebooks();
  expect(textOf(notebook.cells[1])).toBe(textOf(readNotebook(first).cells[1]));
  expect(code.filter((cell) => textOf(cell).split('\n').length > LONGEST_CELL).map(({ id }) => id)).toEqual(
    [],
  );
});

it('is counted as no research question', () => {
  expect(code.map(textOf).join('\n')).not.toMatch(/cf\.summary\(/);
});

it('links only to what is there', () => {
  expect(linkedFiles(notebook)).not.toEqual([]);
  expect(deadLinks(notebook)).toEqual([]);
});
