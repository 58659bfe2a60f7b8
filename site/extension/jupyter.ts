// The parts of JupyterLab's and JupyterLite's interfaces that are used here.

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export interface Message {
  readonly header: Header;
  readonly parent_header: Header | Record<string, never>;
  readonly metadata: Record<string, unknown>;
  readonly content: Record<string, unknown>;
  readonly channel: string;
  readonly buffers?: readonly unknown[];
}

export interface KernelOptions {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly sendMessage: (message: Message) => void;
}

export interface KernelSpecs {
  register(kernel: { spec: object; create: (options: KernelOptions) => Promise<unknown> }): void;
}

export interface KernelClient {
  interrupt(id: string): Promise<void>;
}

/** A file or folder of the file browser. */
export interface Model {
  readonly name: string;
  readonly path: string;
  readonly type: 'file' | 'notebook' | 'directory';
  readonly format: 'json' | 'text' | 'base64' | null;
  readonly content: unknown;
  readonly size?: number;
  readonly last_modified: string;
  readonly created?: string;
  readonly mimetype?: string;
  readonly writable?: boolean;
  /** Which part of an upload it is, from 1; -1: the last. */
  readonly chunk?: number | undefined;
}

export interface Options {
  readonly content?: boolean;
  readonly format?: Model['format'];
}

/** A file as JupyterLite keeps it. */
export type Stored = Omit<Model, 'created'> & { created: string };

/** Where JupyterLite keeps the files of the file browser. */
export interface Drive {
  get(path: string, options?: Options): Promise<Model>;
  save(path: string, model?: Partial<Model>): Promise<Model>;
  getDownloadUrl(path: string): Promise<string>;
  readonly storage: Promise<{
    ready(): Promise<void>;
    getItem(path: string): Promise<Stored | null>;
    setItem(path: string, model: Stored): Promise<unknown>;
  }>;
  readonly fileChanged: { emit(change: { type: 'save'; oldValue: null; newValue: Model }): void };
}

export interface Contents {
  get(path: string, options?: Options): Promise<Model>;
  save(path: string, model: Partial<Model>): Promise<Model>;
  delete(path: string): Promise<void>;
  readonly fileChanged: { connect(slot: () => void): void };
}

/** What is open in a tab: the file's path, and a way to read it anew. */
export interface Context {
  readonly path: string;
  revert(): Promise<void>;
}

export interface Command {
  readonly label: string;
  readonly caption: string;
  isEnabled(): boolean;
  execute(): Promise<void>;
}

export interface App {
  readonly commands: {
    addCommand(id: string, command: Command): void;
    readonly commandExecuted: {
      connect(slot: (sender: unknown, command: { id: string; result: Promise<unknown> }) => void): void;
    };
  };
  readonly serviceManager: { readonly contents: Contents };
  readonly shell: {
    readonly currentWidget: { readonly context?: Context } | null;
    /** Only JupyterLab's own shell has a side to close. */
    collapseLeft?(): void;
  };
  readonly restored: Promise<void>;
}

/** What draws outputs, by their kind. */
export interface Renderers {
  readonly mimeTypes: readonly string[];
  createRenderer(kind: string): {
    renderModel(model: {
      readonly data: Record<string, unknown>;
      readonly metadata: object;
      readonly trusted: boolean;
      setData(): void;
    }): Promise<void>;
  };
}

/** JupyterLab's dialogs. */
export interface Dialogs {
  showDialog(options: {
    title: string;
    body: string;
    buttons: unknown[];
  }): Promise<{ button: { accept: boolean } }>;
  readonly Dialog: {
    cancelButton(options?: { label?: string }): unknown;
    warnButton(options: { label: string }): unknown;
    okButton(): unknown;
  };
}
