import type { Refusal } from '../../data/files/arrays';
import type { Source } from '../../data/files/limits';

/** Bytes read at a time. */
const AT_ONCE = 1 << 20;

/** The lines of a file in UTF-8, read in parts. Other text is refused. */
export async function* linesOf(file: Source, refuse: Refusal): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const textOf = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      throw refuse('text that is not UTF-8', 'UTF-8: save it as “CSV UTF-8”, say', cause);
    }
  };
  let rest = '';
  for (let at = 0; at < file.size; at += AT_ONCE) {
    const bytes = new Uint8Array(Math.min(AT_ONCE, file.size - at));
    await file.fill(at, bytes);
    const lines = (rest + textOf(bytes)).split('\n');
    rest = lines.pop()!;
    if (rest.length > 64 * AT_ONCE) throw refuse('a line of more than 64 MiB', 'a line a row');
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  yield (rest + textOf()).replace(/\r$/, '');
}
