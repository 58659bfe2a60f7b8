import { CellOutput } from '../../scripts/kernel/cell-output.mjs';
import { inspectedPosition } from '../../scripts/kernel/inspected.mjs';
import { showLastValue } from '../../scripts/kernel/last-value.mjs';
import { describeThrown } from './failure';
import type { Language } from './language';
import { type Loader, Notebook } from './notebook';

type Content = Record<string, unknown>;

/** A kernel's answers to the requests of Jupyter's protocol; what cells show goes to `publish`. */
export class Session {
  readonly notebook: Notebook;
  output: CellOutput;
  private count = 0;

  constructor(
    private readonly publish: (kind: string, content: Content) => void,
    load: Loader,
    private readonly language: Language,
  ) {
    this.notebook = new Notebook(load, language);
    this.output = this.newOutput();
  }

  async execute(code: string, count: number): Promise<Content> {
    this.count = count;
    const output = this.newOutput();
    this.output = output;
    try {
      const value = await this.notebook.run(code, count);
      if (value !== undefined) showLastValue(value);
      output.finish();
      return { status: 'ok', execution_count: count, payload: [], user_expressions: {} };
    } catch (error) {
      const failure = describeThrown(error, (stack) => this.notebook.locate(stack));
      output.finish();
      this.publish('error', { ...failure });
      return { status: 'error', execution_count: count, ...failure };
    }
  }

  complete(code: string, cursor: number): Content {
    const cell = this.notebook.moduleOf(code, this.count + 1);
    const { matches, start, end } = this.language.complete(cell, code, cursor);
    return { status: 'ok', matches, cursor_start: start, cursor_end: end, metadata: {} };
  }

  inspect(code: string, cursor: number): Content {
    const cell = this.notebook.moduleOf(code, this.count + 1);
    const text = this.language.inspect(cell, inspectedPosition(code, cursor));
    return {
      status: 'ok',
      found: text !== null,
      data: text === null ? {} : { 'text/plain': text },
      metadata: {},
    };
  }

  private newOutput(): CellOutput {
    return new CellOutput(this.publish, () => 0);
  }
}
