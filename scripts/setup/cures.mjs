/** What a program or the system says, and what it means. @type {[RegExp, string][]} */
const CURES = [
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRE|ProxyError|name resolution|NewConnectionError|Max retries exceeded|timed out/,
    'the network could not be reached. Behind a proxy: HTTPS_PROXY=http://HOST:PORT npm start',
  ],
  [/ENOSPC|EDQUOT|[Nn]o space left|quota exceeded/, 'the disk is full: make room, then run it again'],
  [/EACCES|EPERM|Permission denied/, 'a file may not be written: see who owns this folder (ls -la)'],
  [/EROFS|[Rr]ead-only file system/, 'the disk is read-only: clone to another one'],
  [/EMFILE|ENFILE|Too many open files/, 'too many files are open: ulimit -n 4096, then run it again'],
  [/EIO|Input\/output error/, 'the disk does not work: clone to another one'],
  [
    /ENOTDIR|EISDIR|EEXIST/,
    'a file lies where a folder should be, or a folder in a file’s place: move it away',
  ],
  [/ENOMEM|Killed|out of memory/i, 'memory ran out: close other programs, then run it again'],
  [
    /DO NOT MATCH THE HASHES|EINTEGRITY/,
    'a package that came is not the one that was asked for: the registry, or something on the way, changed it',
  ],
];

/**
 * What to do about an error, by what was said, on one line; null where that says nothing known.
 *
 * @param {string} output
 * @returns {string | null}
 */
export function cureOf(output) {
  return CURES.find(([pattern]) => pattern.test(output))?.[1] ?? null;
}
