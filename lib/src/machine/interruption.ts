/** What a notebook's kernel offers to code that its reader may stop. */
interface Interruption {
  readonly signal: AbortSignal;
  readonly protect: <T>(action: () => T) => () => T;
}

function kernel(): Interruption | undefined {
  return (globalThis as unknown as Record<symbol, Interruption | undefined>)[
    Symbol.for('cnn-fragility.interruption')
  ];
}

/** Aborted when the reader of a notebook stops the cells that run now; undefined outside a notebook. */
export function interruptSignal(): AbortSignal | undefined {
  return kernel()?.signal;
}

/**
 * Runs `action` to its end. The kernel stops code that does not hear of an interrupt for a second, wherever it is: what would
 * leave half a module, a graph or a tape of gradients behind is run through here.
 */
export function uninterrupted<T>(action: () => T): T {
  const inside = kernel();
  return inside ? inside.protect(action)() : action();
}
