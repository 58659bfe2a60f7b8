import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../errors';
import { tagOfProcess } from '../../machine/lock.cjs';
import { fetchFolder, unpackArchive } from './archive';
import { fetchArchive } from './download';

const BODY = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
const EXPECTED = { bytes: BODY.length, md5: md5(BODY), retryDelayMs: 1 };

let folder: string;
let file: string;
let server: Server | undefined;
/** The `range` header of each request so far. */
let ranges: (string | undefined)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'download-'));
  file = join(folder, 'archive.bin');
  ranges = [];
});

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true });
});

describe('fetchArchive', () => {
  it('clears what one left that was killed while it took the lock', async () => {
    const { pid } = spawnSync('true');
    const [, , system] = tagOfProcess().split('-');
    await writeFile(`${file}.lock.${pid}-1-${system}-0123abcd.tmp`, '');
    await fetchArchive(await serve(withRanges(BODY)), file, EXPECTED);
    expect(await readdir(folder)).toEqual(['archive.bin']);
  });

  it('downloads, and reports the progress up to the end', async () => {
    const seen: number[] = [];
    const url = await serve(withRanges(BODY));
    await fetchArchive(url, file, { ...EXPECTED, onProgress: (received) => seen.push(received) });
    expect(md5(await readFile(file))).toBe(EXPECTED.md5);
    expect(seen.at(-1)).toBe(300_000);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(await readdir(folder)).toEqual(['archive.bin']);
  });

  it('asks nobody when the file is there', async () => {
    await writeFile(file, BODY);
    await fetchArchive('http://127.0.0.1:1/', file, EXPECTED);
    expect(await readdir(folder)).toEqual(['archive.bin']);
  });

  it('goes on where the connection broke', async () => {
    const whole = withRanges(BODY);
    const url = await serve((request, response) => {
      if (ranges.length === 1) breakOff(response, BODY, 100_000);
      else whole(request, response);
    });
    await fetchArchive(url, file, EXPECTED);
    expect(md5(await readFile(file))).toBe(EXPECTED.md5);
    expect(ranges.length).toBe(2);
    expect(Number(ranges[1]!.match(/^bytes=(\d+)-$/)![1])).toBeGreaterThan(0);
  });

  it('goes on as often as a server breaks off that sends a part each time', async () => {
    const url = await serve((request, response) => {
      const start = Number(request.headers.range!.match(/\d+/)![0]);
      // Every third request brings nothing.
      response.writeHead(206).end(BODY.subarray(start, ranges.length % 3 ? start + 20_000 : start));
    });
    await fetchArchive(url, file, EXPECTED);
    expect(md5(await readFile(file))).toBe(EXPECTED.md5);
    expect(ranges.length).toBe(22);
  });

  it('gives up on a server that brings nothing', async () => {
    const url = await serve((_, response) => response.writeHead(206).end());
    await expect(fetchArchive(url, file, EXPECTED)).rejects.toThrow(/sent 0 bytes/);
    expect(ranges.length).toBe(5);
  });

  it('goes on from what an earlier call left', async () => {
    await writeFile(`${file}.part`, BODY.subarray(0, 1234));
    await fetchArchive(await serve(withRanges(BODY)), file, EXPECTED);
    expect(ranges).toEqual(['bytes=1234-']);
    expect(md5(await readFile(file))).toBe(EXPECTED.md5);
  });

  it('starts over with a server that knows no ranges', async () => {
    await writeFile(`${file}.part`, BODY.subarray(0, 1234));
    await fetchArchive(await serve(withoutRanges(BODY)), file, EXPECTED);
    expect(md5(await readFile(file))).toBe(EXPECTED.md5);
  });

  it('starts over when the server has less than what is here', async () => {
    await writeFile(`${file}.part`, new Uint8Array(299_999));
    const url = await serve((request, response) => {
      if (ranges.length === 1) response.writeHead(416).end();
      else withRanges(BODY)(request, response);
    });
    await fetchArchive(url, file, EXPECTED);
    expect(md5(await readFile(file))).toBe(EXPECTED.md5);
  });

  it('tries again after 503', async () => {
    const url = await serve((request, response) => {
      if (ranges.length < 3) response.writeHead(503).end();
      else withRanges(BODY)(request, response);
    });
    await fetchArchive(url, file, EXPECTED);
    expect(ranges.length).toBe(3);
  });

  it('gives up at once on 404', async () => {
    const url = await serve((_, response) => response.writeHead(404).end());
    await expect(fetchArchive(url, file, EXPECTED)).rejects.toThrow(/HTTP status 404.*300000 bytes/);
    expect(ranges.length).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('deletes a file with another MD5', async () => {
    const damaged = BODY.slice();
    damaged[7] ^= 1;
    const wanted = fetchArchive(await serve(withRanges(damaged)), file, EXPECTED);
    await expect(wanted).rejects.toThrow(UserError);
    await expect(wanted).rejects.toThrow(`expected MD5 ${EXPECTED.md5}`);
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses a file that is shorter, and gives it no name', async () => {
    const url = await serve(withoutRanges(BODY.subarray(0, 1000)));
    await expect(fetchArchive(url, file, EXPECTED)).rejects.toThrow(
      /sent 1000 bytes.*expected a file of 300000/,
    );
    expect(await readdir(folder)).toEqual(['archive.bin.part']);
  });

  it('refuses a file that is longer', async () => {
    const url = await serve(withoutRanges(new Uint8Array(300_001)));
    await expect(fetchArchive(url, file, EXPECTED)).rejects.toThrow(/sent 300001 bytes/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('stops at the expected size of a body that never ends', async () => {
    const sent: number[] = [];
    const url = await serve((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(new Uint8Array(65536))) sent.push(65536);
      };
      response.on('drain', more);
      more();
    });
    await expect(fetchArchive(url, file, EXPECTED)).rejects.toThrow(/the server sent 3\d{5} bytes/);
    expect(await readdir(folder)).toEqual([]);
    expect(ranges.length).toBe(1);
  });

  it('takes nothing encoded', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(BODY));
    });
    await expect(fetchArchive(url, file, EXPECTED)).rejects.toThrow(/the server sent it encoded as gzip/);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['silence', 0],
    ['a trickle', 5],
  ])('gives up on %s, and keeps what has come', async (_, trickle) => {
    const url = await serve((_request, response) => {
      response.writeHead(200);
      response.write(BODY.subarray(0, 1000));
      const timer = setInterval(() => response.write(new Uint8Array(trickle)), 20);
      response.on('close', () => clearInterval(timer));
    });
    const least = { bytes: 2000, seconds: 0.1 };
    await expect(fetchArchive(url, file, { ...EXPECTED, least })).rejects.toThrow(
      /fewer than 2000 bytes came in 0.1 s/,
    );
    expect(await readdir(folder)).toEqual(['archive.bin.part']);
  });

  it('lets two at once share nothing wrongly', async () => {
    const url = await serve((request, response) => {
      if (ranges.length === 1) breakOff(response, BODY, 100_000);
      else withRanges(BODY)(request, response);
    });
    await Promise.all(Array.from({ length: 4 }, () => fetchArchive(url, file, EXPECTED)));
    expect(md5(await readFile(file))).toBe(EXPECTED.md5);
    expect(ranges.length).toBe(2);
    expect(await readdir(folder)).toEqual(['archive.bin']);
  });

  it.each([
    ['symbolic', symlink],
    ['hard', link],
  ])('follows no %s link in the place of the part', async (_kind, linked) => {
    await writeFile(join(folder, 'precious'), 'untouched');
    await linked(join(folder, 'precious'), `${file}.part`);
    await fetchArchive(await serve(withRanges(BODY)), file, EXPECTED);
    expect(await readFile(join(folder, 'precious'), 'utf8')).toBe('untouched');
    expect(md5(await readFile(file))).toBe(EXPECTED.md5);
  });

  it.each(['archive.bin', 'archive.bin.part'])('names a folder in the place of %s', async (name) => {
    await mkdir(join(folder, name));
    const wanted = fetchArchive('http://127.0.0.1:1/', file, EXPECTED);
    await expect(wanted).rejects.toThrow(UserError);
    await expect(wanted).rejects.toThrow(`${name}: got a folder, expected a file, or nothing yet`);
  });

  it('says what is wrong when nobody answers', async () => {
    const wanted = fetchArchive('http://127.0.0.1:1/', file, EXPECTED);
    await expect(wanted).rejects.toThrow(/fetch failed.*Check the connection/);
  });
});

describe('fetchFolder', () => {
  it('unpacks the archive without its top folder, and removes it', async () => {
    const archive = await smallArchive();
    const url = await serve(withRanges(archive));
    const target = join(folder, 'cache', 'set');
    await fetchFolder({ url, bytes: archive.length, md5: md5(archive) }, target);
    expect(await readFile(join(target, 'a.txt'), 'utf8')).toBe('alpha');
    expect(await readdir(join(folder, 'cache'))).toEqual(['set']);
  });
});

describe('unpackArchive', () => {
  it('leaves nothing of a truncated archive, and the folder as it was', async () => {
    const archive = await smallArchive();
    await writeFile(join(folder, 'cut.tar.gz'), archive.subarray(0, archive.length - 40));
    const target = join(folder, 'set');
    await expect(unpackArchive(join(folder, 'cut.tar.gz'), target)).rejects.toThrow(
      /cut\.tar\.gz.*does not unpack/,
    );
    expect(await readdir(folder)).toEqual(['cut.tar.gz']);
  });
});

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(handler: Handler): Promise<string> {
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/archive`;
}

function withRanges(body: Uint8Array): Handler {
  return (request, response) => {
    const start = Number(request.headers.range!.match(/^bytes=(\d+)-$/)![1]);
    response.writeHead(206, { 'content-length': body.length - start });
    response.end(body.subarray(start));
  };
}

function withoutRanges(body: Uint8Array): Handler {
  return (_, response) => response.writeHead(200, { 'content-length': body.length }).end(body);
}

function breakOff(response: ServerResponse, body: Uint8Array, after: number): void {
  response.writeHead(206, { 'content-length': body.length });
  response.write(body.subarray(0, after), () => setTimeout(() => response.destroy(), 50));
}

async function smallArchive(): Promise<Buffer> {
  const source = await mkdtemp(join(tmpdir(), 'archive-'));
  await writeFile(join(source, 'a.txt'), 'alpha');
  await writeFile(join(source, 'archive.tar.gz'), '');
  await create({ gzip: true, file: join(source, 'archive.tar.gz'), cwd: source, prefix: 'top' }, ['a.txt']);
  const bytes = await readFile(join(source, 'archive.tar.gz'));
  await rm(source, { recursive: true });
  return bytes;
}

function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
