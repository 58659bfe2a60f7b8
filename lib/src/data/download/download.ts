import pRetry, { AbortError } from 'p-retry';
import { UserError } from '../../errors';
import {
  fetchFromWeb,
  hashOfFile,
  hasOtherNames,
  kindOf,
  move,
  openFile,
  remove,
  sizeOf,
} from '../../machine';
import { alone } from './alone';

/** What a download must turn out to be, and how to go about it. */
export interface FetchOptions {
  /** MD5 of the whole file, in hexadecimal. */
  readonly md5: string;
  /** Size of the whole file. */
  readonly bytes: number;
  /** Called as bytes come in, with how many are there now, earlier attempts' included, and how many there will be. */
  readonly onProgress?: ((received: number, total: number) => void) | undefined;
  /** Pause before the second attempt, doubled before each further one. Default: 1000 ms. */
  readonly retryDelayMs?: number | undefined;
  /** An attempt that brings fewer bytes in so many seconds is given up. Default: 60,000 bytes in 60 s. */
  readonly least?: { readonly bytes: number; readonly seconds: number } | undefined;
}

const LEAST = { bytes: 60_000, seconds: 60 };

/**
 * Downloads `url` to `file` unless it is there. What has come in lies in `file.part`, where the next attempt,
 * or the next call, goes on; only a complete file with the right MD5 gets the name `file`. One process at a time works on a
 * file; the others wait for it. Throws UserError if the server cannot be reached or sends something else.
 */
export function fetchArchive(url: string, file: string, options: FetchOptions): Promise<void> {
  return alone(file, async () => {
    requireNoFolder(file);
    if ((await sizeOf(file)) === options.bytes) return requireMd5(file, options.md5);
    const part = `${file}.part`;
    requireNoFolder(part);
    // A link would lead the download to wherever it points, a hard link into what else it is.
    if (kindOf(part) === 'other' || hasOtherNames(part)) await remove(part);
    await receiveAll(url, part, options).catch((error: Error) => {
      throw error instanceof UserError ? error : unreachable(url, file, options.bytes, error);
    });
    await requireMd5(part, options.md5);
    await move(part, file);
  });
}

/** Share of the file that attempts must bring to be followed by others. */
const PROGRESS = 0.001;

/** Asks again until `part` is whole; gives up after five attempts that bring next to nothing. */
async function receiveAll(url: string, part: string, options: FetchOptions): Promise<void> {
  const retrying = { retries: 4, minTimeout: options.retryDelayMs ?? 1000 };
  for (;;) {
    const before = await sizeOf(part);
    try {
      return await pRetry(() => receiveRest(url, part, options), retrying);
    } catch (error) {
      if ((await sizeOf(part)) < before + PROGRESS * options.bytes) throw error;
    }
  }
}

/** Asks for what `part` still lacks; an HTTP error that asking again would not cure ends the attempts. */
async function receiveRest(url: string, part: string, options: FetchOptions): Promise<void> {
  const have = await sizeOf(part);
  if (have === options.bytes) return;
  const watch = watchRate(options.least ?? LEAST);
  try {
    const headers = { range: `bytes=${have}-`, 'accept-encoding': 'identity' };
    const response = await fetchFromWeb(url, { headers, signal: watch.signal });
    if (!response.ok || !response.body) throw await refusal(response, part);
    const encoding = response.headers.get('content-encoding') ?? 'identity';
    if (encoding !== 'identity') throw await givingUp(response, `the server sent it encoded as ${encoding}`);
    // A server without ranges answers 200 and starts over.
    const before = response.status === 206 ? have : 0;
    await append(response, part, before, options, watch.count);
  } catch (error) {
    throw error instanceof UserError ? new AbortError(error) : error;
  } finally {
    watch.end();
  }
  const received = await sizeOf(part);
  if (received !== options.bytes) throw new Error(`the server sent ${received} bytes`);
}

async function append(
  response: Response,
  part: string,
  before: number,
  { bytes, onProgress }: FetchOptions,
  count: (bytes: number) => void,
): Promise<void> {
  let received = before;
  const file = await openFile(part, before > 0 ? 'append' : 'write');
  try {
    for await (const chunk of response.body!) {
      received += chunk.length;
      // Nothing beyond the expected size is ever written.
      if (received > bytes) break;
      await file.write(chunk);
      count(chunk.length);
      onProgress?.(received, bytes);
    }
  } finally {
    await file.close();
  }
  if (received <= bytes) return;
  await remove(part);
  throw new AbortError(`the server sent ${received} bytes`);
}

/** A signal that ends an attempt which brings too little; `count` tells it of what has come. */
function watchRate({ bytes, seconds }: NonNullable<FetchOptions['least']>) {
  const controller = new AbortController();
  let came = 0;
  const timer = setInterval(() => {
    if (came < bytes) controller.abort(new Error(`fewer than ${bytes} bytes came in ${seconds} s`));
    came = 0;
  }, 1000 * seconds);
  const count = (more: number) => {
    came += more;
  };
  return { signal: controller.signal, count, end: () => clearInterval(timer) };
}

function requireNoFolder(path: string): void {
  if (kindOf(path) !== 'folder') return;
  const remedy = 'Move the folder away, and run this again.';
  throw new UserError({ where: path, given: 'a folder', expected: 'a file, or nothing yet', remedy });
}

async function refusal(response: Response, part: string): Promise<Error> {
  const error = new Error(`HTTP status ${response.status}`);
  // 416: the server has less than what is here, so this is no beginning of its file.
  if (response.status === 416) await remove(part);
  const passing = response.status >= 500 || [408, 416, 429].includes(response.status);
  const last = await givingUp(response, error.message);
  return passing ? error : last;
}

/** The error that ends all attempts; the body is left where it is. */
async function givingUp(response: Response, why: string): Promise<AbortError> {
  await response.body?.cancel();
  return new AbortError(why);
}

async function requireMd5(file: string, expected: string): Promise<void> {
  const given = await hashOfFile('md5', file);
  if (given === expected) return;
  await remove(file);
  throw new UserError({
    where: file,
    given: `a file with MD5 ${given}`,
    expected: `MD5 ${expected}`,
    remedy: 'It was damaged on the way and has been deleted: run this again.',
  });
}

function unreachable(url: string, file: string, bytes: number, cause: Error): UserError {
  const reason = cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
  const remedy = `Check the connection and the room on the disk and run this again, it goes on where it stopped; or save the file as ${file}.`;
  return new UserError(
    { where: url, given: reason, expected: `a file of ${bytes} bytes`, remedy },
    { cause },
  );
}
