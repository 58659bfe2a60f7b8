import { sayingWhereSortingStops } from '../../scripts/kernel/danfo.mjs';
import { type CellModule, cellModule } from './cell';
import { type Compiled, compile } from './compile';
import { Miswritten, type Place } from './failure';
import { Interruption } from './interruption';
import type { Language } from './language';

/** Finds a package of the site by its name; null: there is none. */
export type Loader = (name: string) => Promise<unknown> | null;

interface Cell {
  readonly code: string;
  readonly module: CellModule;
  readonly compiled: Compiled;
  readonly exports: Record<string, unknown>;
}

const AsyncFunction = (async () => {}).constructor as new (
  ...args: string[]
) => (...args: unknown[]) => Promise<void>;

/** Lines that the engine puts before the body of a function made from text. */
const HEAD = 2;

/** The cells that have run, and what they have defined. */
export class Notebook {
  readonly interruption = new Interruption();
  private readonly cells = new Map<number, Cell>();
  private readonly packages = new Map<string, unknown>();
  private known: ReadonlyMap<string, string> = new Map();

  /** Without a `language` types are not looked at. */
  constructor(
    private readonly load: Loader,
    private readonly language: Language | null = null,
  ) {}

  /** A cell as a module among those that have run. */
  moduleOf(code: string, count: number): CellModule {
    return cellModule(code, count, this.known);
  }

  /** Runs a cell; resolves with the value of its last expression. What it defines counts only if it ends well. */
  async run(code: string, count: number): Promise<unknown> {
    const module = this.moduleOf(code, count);
    const reports = this.language?.check(module, code) ?? [];
    if (reports.length > 0) throw new Miswritten(reports);
    const compiled = compile(module);
    const cell = { code, module, compiled, exports: {} as Record<string, unknown> };
    this.cells.set(count, cell);
    await this.loadAll([...module.packages, ...compiled.imports]);
    const body = new AsyncFunction(
      'exports',
      'require',
      '__tslab__',
      `${compiled.js}\n//# sourceURL=cell-${count}`,
    );
    await this.untilStopped(body(cell.exports, (name: string) => this.require(name), this.interruption));
    this.known = new Map([...this.known, ...module.names]);
    this.language?.keep(module);
    return cell.exports.default;
  }

  /** The topmost frame of `stack` that lies in a cell, as typed. */
  locate(stack: string): Place | null {
    const frame = /cell-(\d+):(\d+):(\d+)/.exec(stack);
    const cell = frame && this.cells.get(Number(frame[1]));
    const offset = cell?.compiled.offsetOf(Number(frame![2]) - HEAD, Number(frame![3]));
    if (!cell || offset === null || offset === undefined) return null;
    const line = cell.code.slice(0, cell.module.toCell(offset)).split('\n').length;
    return { cell: Number(frame![1]), line, text: cell.code.split('\n')[line - 1].trim() };
  }

  private async untilStopped(ended: Promise<void>): Promise<void> {
    const { signal } = this.interruption;
    const stopped = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason)),
    );
    await Promise.race([ended, stopped]);
  }

  private async loadAll(names: readonly string[]): Promise<void> {
    for (const name of names) {
      if (this.packages.has(name) || /^\.\/cell-\d+$/.test(name)) continue;
      const loaded = await this.load(name);
      if (loaded === null) throw new Error(`Cannot find module '${name}': the site has ${PACKAGES}.`);
      this.packages.set(name, name === 'danfojs-node' ? sayingWhereSortingStops(loaded) : loaded);
    }
  }

  private require(name: string): unknown {
    const cell = /^\.\/cell-(\d+)$/.exec(name);
    return cell ? this.cells.get(Number(cell[1]))?.exports : this.packages.get(name);
  }
}

const PACKAGES = 'cnn-fragility, arquero, danfojs-node and @tensorflow/tfjs';
