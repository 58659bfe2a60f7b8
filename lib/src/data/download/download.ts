import pRetry, { AbortError } from 'p-retry';
import { UserError } from '../../errors';
import { dirname, hashOfFile, makeFolder, move, openFile, remove, sizeOf } from '../../machine';

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
}

/**
 * Downloads `url` to `file` unless it is there. What has come in lies in `file.part`, where the next attempt,
 * or the next call, goes on; only a complete file with the right MD5 gets the name `file`.
 * Throws UserError if the server cannot be reached or sends something else.
 */
export async function fetchArchive(url: string, file: string, options: FetchOptions): Promise<void> {
  if ((await sizeOf(file)) === options.bytes) return requireMd5(file, options.md5);
  const part = `${file}.part`;
  await makeFolder(dirname(file));
  await pRetry(() => receiveRest(url, part, options), {
    retries: 4,
    minTimeout: options.retryDelayMs ?? 1000,
  }).catch((error: Error) => {
    throw unreachable(url, file, options.bytes, error);
  });
  await requireMd5(part, options.md5);
  await move(part, file);
}

/** Asks for what `part` still lacks; an HTTP error that asking again would not cure ends the attempts. */
async function receiveRest(url: string, part: string, { bytes, onProgress }: FetchOptions): Promise<void> {
  const have = await sizeOf(part);
  if (have === bytes) return;
  const response = await fetch(url, { headers: { range: `bytes=${have}-`, 'accept-encoding': 'identity' } });
  if (!response.ok || !response.body) throw await refusal(response, part);
  // A server without ranges answers 200 and starts over.
  const before = response.status === 206 ? have : 0;
  await append(response.body, part, { before, bytes, onProgress });
  const received = await sizeOf(part);
  if (received > bytes) await remove(part);
  if (received !== bytes) throw new Error(`the server sent ${received} bytes`);
}

interface Appending {
  readonly before: number;
  readonly bytes: number;
  readonly onProgress: FetchOptions['onProgress'];
}

async function append(body: NonNullable<Response['body']>, part: string, options: Appending): Promise<void> {
  const { before, bytes, onProgress } = options;
  let received = before;
  const file = await openFile(part, before > 0 ? 'append' : 'write');
  try {
    for await (const chunk of body) {
      await file.write(chunk);
      received += chunk.length;
      onProgress?.(received, bytes);
    }
  } finally {
    await file.close();
  }
}

async function refusal(response: Response, part: string): Promise<Error> {
  await response.body?.cancel();
  const error = new Error(`HTTP status ${response.status}`);
  // 416: the server has less than what is here, so this is no beginning of its file.
  if (response.status === 416) await remove(part);
  const passing = response.status >= 500 || [408, 416, 429].includes(response.status);
  return passing ? error : new AbortError(error);
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
