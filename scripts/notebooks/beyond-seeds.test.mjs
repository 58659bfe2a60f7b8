import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { at } from '../paths.mjs';
import { KERNEL } from '../setup/jupyter-settings.mjs';
import { deadLinks } from '../testing/links.mjs';
import { codeCells, readNotebook, textOf } from './notebook.mjs';

const notebook = readNotebook(at('notebooks', 'beyond-seeds.ipynb'));
const code = codeCells(notebook);

it('is for the same kernel, without outputs, in short cells of short lines', () => {
  expect([notebook.nbformat, notebook.nbformat_minor, notebook.metadata.kernelspec.name]).toEqual([
    4,
    5,
    KERNEL,
  ]);
  expect(code.filter(({ outputs, execution_count }) => outputs?.length || execution_count)).toEqual([]);
  expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
  expect(code.filter((cell) => textOf(cell).split('\n').length > 15).map(({ id }) => id)).toEqual([]);
  expect(code.flatMap((cell) => textOf(cell).split('\n')).filter((line) => line.length > 78)).toEqual([]);
});

it('links to what is there, and reads a table that is there', () => {
  expect(deadLinks(notebook)).toEqual([]);
  expect(existsSync(at('data', 'sweeps', 'runs.arrow'))).toBe(true);
});
