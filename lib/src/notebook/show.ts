import { type TableOptions, tableOptions } from '../table/table';
import { display } from './kernel';
import { render } from './render';

/**
 * Shows `x` below the cell in its natural form: figures as charts, tables (Arquero, Danfo, arrays of objects) as
 * tables, image sets as contact sheets, strings as Markdown, the library's runs, analyses and embeddings as tables by
 * class. Outside a notebook it prints text. Throws UserError on an unknown option.
 */
export function show(x: unknown, options: TableOptions = {}): void {
  display(render(x, tableOptions('show', options)));
}

// The notebooks' kernel shows a cell's last value by this, once a cell has loaded the library.
Reflect.set(globalThis, Symbol.for('cnn-fragility.show'), show);
