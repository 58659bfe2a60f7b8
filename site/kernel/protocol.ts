/** What the page sends to the kernel's worker. */
export type ToWorker =
  | {
      readonly type: 'execute';
      readonly request: number;
      readonly code: string;
      readonly count: number;
      /** The notebook's, in the file browser. */
      readonly folder: string;
      readonly listing: readonly (readonly [string, { size: number; stamp: string }])[];
    }
  | {
      readonly type: 'complete' | 'inspect';
      readonly request: number;
      readonly code: string;
      readonly cursor: number;
    }
  | { readonly type: 'interrupt' }
  | {
      readonly type: 'file';
      readonly request: number;
      readonly content: Blob | null;
      readonly error?: string;
    }
  | {
      readonly type: 'evaluated';
      readonly request: number;
      readonly value: unknown;
      readonly error?: string;
    };

/** A file of the file browser that the worker wants read, written or removed. */
export interface FileRequest {
  readonly type: 'file';
  readonly request: number;
  readonly what: 'read' | 'write' | 'remove';
  readonly path: string;
  readonly content?: Blob;
}

/** A function's text that the worker wants called where a document is, after a script of the site's has run there. */
export interface Evaluation {
  readonly type: 'evaluate';
  readonly request: number;
  /** The script's path in the site's folder. */
  readonly script: string;
  readonly work: string;
  readonly given: unknown;
}

/** What the worker sends to the page. */
export type ToPage =
  | { readonly type: 'publish'; readonly kind: string; readonly content: Record<string, unknown> }
  | { readonly type: 'reply'; readonly request: number; readonly content: Record<string, unknown> }
  | { readonly type: 'progress'; readonly text: string | null }
  | FileRequest
  | Evaluation;
