import type { TableOptions } from '../table/table';
import { display } from './kernel';
import { render } from './render';

/**
 * Shows `x` below the cell in its natural form: figures as charts, tables (Arquero, Danfo, arrays of objects) as tables,
 * image sets as contact sheets, strings as Markdown, the library's runs, analyses and embeddings as tables by class.
 * Outside a notebook prints text.
 */
export function show(x: unknown, options: TableOptions = {}): void {
  display(render(x, options));
}
