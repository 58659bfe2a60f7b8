import { loadedModule } from '../machine';
import { printable } from '../table/escape';

/** What Jupyter shows for one thing: one value for each MIME type, of which a reader takes the richest it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

interface DisplayMessage {
  data: MimeBundle;
  metadata: Record<string, unknown>;
  transient: { display_id?: string };
}

type WriteDisplayData = (message: DisplayMessage, update?: boolean) => void;

/**
 * The running kernel's way to show something; null outside a kernel. It is looked for among the loaded modules and
 * never loaded here: loading would not make a kernel, and costs a TypeScript compiler.
 */
function displayWriter(): WriteDisplayData | null {
  const kernel = loadedModule<{ lastWriteDisplayData?: WriteDisplayData }>(
    /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/,
  );
  return kernel?.lastWriteDisplayData ?? null;
}

/** Whether this process is a notebook's kernel that has begun its first cell. */
export function inKernel(): boolean {
  return displayWriter() !== null;
}

/** Shows a bundle below the running cell; outside a kernel prints its plain text. */
export function display(bundle: MimeBundle): void {
  const write = displayWriter();
  if (write) write({ data: bundle, metadata: {}, transient: {} });
  else console.log(printable(String(bundle['text/plain'] ?? '')));
}

/** A place below the running cell whose content can be replaced. */
export class DisplaySlot {
  /** No other place has it. */
  readonly id: string = crypto.getRandomValues(new Uint32Array(4)).join('-');
  private shown = false;

  /** Shows `bundle` here, instead of what was here before. Does nothing outside a kernel. */
  put(bundle: MimeBundle): void {
    const write = displayWriter();
    if (!write) return;
    write({ data: bundle, metadata: {}, transient: { display_id: this.id } }, this.shown);
    this.shown = true;
  }
}
