import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openHdf5File } from './hdf5';

const GROUPS = join(__dirname, '..', '..', '..', 'test', 'data', 'cases', 'groups.hdf5');

const MEMORY = 2 ** 28;
const folder = mkdtempSync(join(tmpdir(), 'hdf5-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The file, whose second text became free space of no bytes in the heap of texts. */
function endless(): string {
  const bytes = readFileSync(GROUPS);
  const heap = bytes.indexOf('GCOL');
  // After 16 bytes of header and an object of 16 + 8 bytes: number of the object, …, its size at 8.
  bytes.fill(0, heap + 40, heap + 42);
  bytes.fill(0, heap + 48, heap + 56);
  const file = join(folder, 'endless.h5');
  writeFileSync(file, bytes);
  return file;
}

it('ends with an error where the C library goes round for ever, and reads the next file', async () => {
  const bad = (await openHdf5File(endless(), 1, MEMORY, 4))!;
  await expect(bad.texts('train/labels', 60)).rejects.toThrow('reading it came to no end in 4 seconds');
  await expect(bad.about('train/labels')).rejects.toThrow(RangeError);
  await bad.close();
  const file = (await openHdf5File(GROUPS, statSync(GROUPS).size, MEMORY))!;
  expect(await file.texts('train/labels', 60)).toContain('dog');
  await file.close();
});

it('takes no more memory than it may for a file that claims to hold long texts', async () => {
  const bytes = readFileSync(GROUPS);
  // A text is its length, the place of its heap and its number there: one of 1.5 GB.
  const heap = bytes.indexOf('GCOL');
  const text = bytes.indexOf(Buffer.from(Uint32Array.of(3, heap, 0, 1).buffer));
  bytes.writeUInt32LE(1.5e9, text);
  const file = join(folder, 'large.h5');
  writeFileSync(file, bytes);
  const large = (await openHdf5File(file, bytes.length, MEMORY))!;
  const before = process.memoryUsage().rss;
  const reading = large.texts('train/labels', 60);
  await expect(reading).rejects.toThrow(RangeError);
  expect(process.memoryUsage().rss - before).toBeLessThan(MEMORY);
  await expect(reading).rejects.toThrow(/memory|alloc/);
});

it('says in words that an address is none', async () => {
  const bytes = readFileSync(GROUPS);
  // Of an address that says there is none (8 bytes of 255) four bytes become 2, 0, 0 and 0.
  bytes.set([2, 0, 0, 0], 22276);
  const file = join(folder, 'nowhere.h5');
  writeFileSync(file, bytes);
  await expect(openHdf5File(file, bytes.length, MEMORY)).rejects.toThrow('an address that leads nowhere');
});

it('asks one question after another, and several files at once', async () => {
  const [one, other] = await Promise.all([openHdf5File(GROUPS, 1, MEMORY), openHdf5File(GROUPS, 1, MEMORY)]);
  const shapes = await Promise.all(one!.names.map(async (name) => (await one!.about(name)).shape));
  expect(shapes).toContainEqual([60, 8]);
  const part = { counts: [2, 8], offsets: [58, 0] };
  const bytes = await Promise.all(
    [one, other].map((file) => file!.bytes('train/embeddings', part, 128, 128)),
  );
  expect(bytes[0]).toEqual(bytes[1]);
  await expect(other!.bytes('none', null, 4, 4)).rejects.toThrow(RangeError);
  expect((await one!.about('fc/weight')).shape).toEqual([3, 8]);
  await one!.close();
});

it('knows nothing of a file that failed when it is written anew', async () => {
  const file = join(folder, 'again.h5');
  const whole = readFileSync(GROUPS);
  writeFileSync(file, whole.subarray(0, whole.length / 2));
  await expect(openHdf5File(file, 1, MEMORY)).rejects.toThrow(RangeError);
  const open = readdirSync('/dev/fd').length;
  for (let k = 0; k < 5; k++) await expect(openHdf5File(file, 1, MEMORY)).rejects.toThrow(/truncated file/);
  expect(readdirSync('/dev/fd').length).toBe(open);
  writeFileSync(file, whole);
  const again = (await openHdf5File(file, 1, MEMORY))!;
  expect((await again.about('train/embeddings')).shape).toEqual([60, 8]);
  await again.close();
});
