// Downloads from a server on this machine that does everything wrong, some at once and some killed: the file is right or there is
// none, nothing is written beyond its size, and every failure is one message.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const CHILD = fileURLToPath(new URL('downloads-child.mjs', import.meta.url));
const BODY = randomBytes(300_000);
const MD5 = createHash('md5').update(BODY).digest('hex');

/** Answers a request for the bytes from `start` on. */
const SERVERS = {
  right: (response, start) => response.writeHead(206).end(BODY.subarray(start)),
  endless(response) {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write(BODY));
    };
    response.on('drain', more);
    more();
  },
  bomb: (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(2 ** 26))),
  silent: (response) => response.writeHead(200).write(BODY.subarray(0, 1000)),
  trickling(response) {
    response.writeHead(200);
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  },
  breaking(response, start) {
    response.writeHead(206);
    response.write(BODY.subarray(start, start + 90_000), () => setTimeout(() => response.destroy(), 10));
  },
  other: (response) => response.writeHead(200).end(randomBytes(BODY.length)),
  missing: (response) => response.writeHead(404).end('no'),
};
const GOOD = new Set(['right', 'breaking']);

/** Rows { what, count, lost, losses }: each fault `count` times, 20 with `full`, else once. */
export async function run({ full = true, count = full ? 20 : 1 } = {}) {
  const server = createServer((request, response) => {
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.on('error', () => {});
    SERVERS[request.url.slice(1)](response, start);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = (kind) => `http://127.0.0.1:${server.address().port}/${kind}`;
  try {
    const rows = [];
    for (const kind of Object.keys(SERVERS))
      rows.push(await repeated(`download, server ${kind}`, count, (f) => one(url(kind), f, GOOD.has(kind))));
    rows.push(await repeated('two downloads of one file at once', count, (f) => several(url('breaking'), f)));
    rows.push(
      await repeated('download killed, then again', count, (f) => killed(url('breaking'), url('right'), f)),
    );
    rows.push(
      await repeated('a link in the part’s place', count, (f) => linked(url('right'), f, symlinkSync)),
      await repeated('a hard link in the part’s place', count, (f) => linked(url('breaking'), f, linkSync)),
    );
    rows.push(await repeated('a folder in the file’s place', count, (f) => folder(url('right'), f)));
    return rows;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function repeated(what, count, attempt) {
  const losses = [];
  for (let k = 0; k < count; k++) {
    const place = mkdtempSync(join(tmpdir(), 'fragility-downloads-'));
    const wrong = await attempt(join(place, 'set.bin'));
    const left = readdirSync(place).filter((name) => !['set.bin', 'set.bin.part', 'precious'].includes(name));
    if (wrong || left.length > 0) losses.push({ round: k, how: wrong ?? `left: ${left}` });
    rmSync(place, { recursive: true, force: true });
  }
  return { what, count, lost: losses.length, losses };
}

function download(url, file) {
  const child = spawn(process.execPath, [CHILD, url, file, BODY.length, MD5], {
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  let [said, errors] = ['', ''];
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const outcome = new Promise((resolve) =>
    child.on('close', (code) => resolve(said || `lost: ends with ${code}: ${errors}`)),
  );
  return { child, outcome };
}

/** Null if the outcome fits what lies there, else what does not. */
function judged(outcome, file, good) {
  const content = statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : null;
  const part = statSync(`${file}.part`, { throwIfNoEntry: false });
  if (outcome.startsWith('lost')) return outcome;
  if (good !== outcome.startsWith('downloaded')) return outcome;
  if (good !== (content?.equals(BODY) ?? false)) return 'another file than there should be';
  return part && part.size > BODY.length ? `${part.size} bytes in the part` : null;
}

async function one(url, file, good) {
  return judged(await download(url, file).outcome, file, good);
}

async function several(url, file) {
  const outcomes = await Promise.all([download(url, file).outcome, download(url, file).outcome]);
  return outcomes.map((outcome) => judged(outcome, file, true)).find((wrong) => wrong !== null) ?? null;
}

async function killed(slow, right, file) {
  const { child, outcome } = download(slow, file);
  setTimeout(() => child.kill('SIGKILL'), 200 + Math.random() * 600);
  await outcome;
  return one(right, file, true);
}

async function linked(url, file, link) {
  const precious = join(file, '..', 'precious');
  writeFileSync(precious, 'untouched');
  link(precious, `${file}.part`);
  const wrong = await one(url, file, true);
  return wrong ?? (readFileSync(precious, 'utf8') === 'untouched' ? null : 'the link was followed');
}

async function folder(url, file) {
  mkdirSync(file);
  return one(url, file, false);
}
