// Files that claim or unpack to far more than they hold, and whole ones of some size.
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants, crc32, deflateRawSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../lib/dist/${path}`);
const { writeEmbedding } = dist('embed/arrow');
const { writeSafetensors } = dist('model/safetensors');
const data = (name) => readFileSync(new URL(`../data/${name}`, import.meta.url));

/** A deflate stream of `n` x 16 MiB of zeros: pieces that end at a byte can be put one after the other. */
function zeros(n, first = Buffer.alloc(0)) {
  const start = deflateRawSync(first, { finishFlush: constants.Z_FULL_FLUSH });
  const piece = deflateRawSync(Buffer.alloc(2 ** 24), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  return Buffer.concat([start, ...new Array(n).fill(piece), deflateRawSync(Buffer.alloc(0))]);
}

function npyHeader(shape, kind = '<f4') {
  const text = `{'descr': '${kind}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const padded = `${text.padEnd(117)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(padded.length);
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, Buffer.from(padded, 'latin1')]);
}

/** A zip of members { name, packed, size, method, crc }. */
function zip(members) {
  const [parts, directory] = [[], []];
  let at = 0;
  for (const { name, packed, size, method, crc } of members) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    fields.copy(entry, 6);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, Buffer.from(name));
    parts.push(Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed);
    at += 30 + name.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function safetensors(header, bytes) {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(bytes)]);
}

const head = (H) =>
  new Map([
    ['linear.weight', { shape: [3, H], data: Float32Array.from({ length: 3 * H }, (_, k) => k % 7) }],
    ['linear.bias', { shape: [3], data: new Float32Array(3) }],
  ]);

/** Pickles as PyTorch's zip has them: dictionaries without end, many ways to one, copies of a list for each of its bytes. */
function pickles() {
  const text = (word) => Buffer.concat([Buffer.from([0x58, word.length, 0, 0, 0]), Buffer.from(word)]);
  const names = Array.from({ length: 1500 }, (_, k) => text(`k${k}`));
  const kept = (at) => Buffer.from([0x71, at, 0x30]);
  const all = (at) => names.flatMap((name) => [name, Buffer.from([0x68, at])]);
  const within = (at) => Buffer.concat([Buffer.from('}('), ...all(at), Buffer.from('u')]);
  const list = Buffer.concat([Buffer.from(']('), Buffer.alloc(2 ** 20, 0x4e), Buffer.from('e'), kept(0)]);
  const maker = Buffer.concat([Buffer.from('cbuiltins\nlist\n'), kept(1)]);
  const copy = Buffer.from([0x68, 1, 0x68, 0, 0x85, 0x52]);
  return {
    'dictionaries.pth': [Buffer.alloc(2 ** 24 - 16, '}')],
    'ways.pth': [Buffer.from('}'), kept(0), within(0), kept(1), within(1), kept(2), within(2)],
    'copies.pth': [list, maker, Buffer.from('('), ...new Array(20_000).fill(copy), Buffer.from('t')],
  };
}

/** Small files that would fill the memory; each must be refused. */
export async function bombs(folder) {
  mkdirSync(folder, { recursive: true });
  const file = (name) => join(folder, name);
  const rows = 190 * 2 ** 16;
  const first = npyHeader([rows, 64]);
  const member = {
    name: 'train_fe.npy',
    packed: zeros(190, first),
    size: first.length + 190 * 2 ** 24,
    method: 8,
    crc: 0,
  };
  const labels = npyHeader([rows], '|u1');
  const label = {
    name: 'train_label.npy',
    packed: zeros(1, labels),
    size: labels.length + 2 ** 24,
    method: 8,
    crc: 0,
  };
  writeFileSync(file('zeros.npz'), zip([member, label]));
  writeFileSync(file('short.npz'), zip([{ ...member, size: 4096 }, label]));
  const overlap = {
    name: 'train_label.npy',
    packed: Buffer.concat([labels, Buffer.alloc(100)]),
    size: 2 ** 31,
    method: 0,
    crc: 0,
  };
  writeFileSync(file('claims.npz'), zip([overlap]));

  const header = Buffer.alloc(128, ' ');
  header.writeUInt16LE(0x0100, 124);
  header.write('IM', 126);
  for (const [name, claim] of [
    ['zeros.mat', 3e9],
    ['short.mat', 1000],
  ]) {
    const stream = Buffer.concat([
      Buffer.from([0x78, 0x9c]),
      zeros(200, Buffer.from(Uint32Array.of(14, claim).buffer)),
    ]);
    writeFileSync(
      file(name),
      Buffer.concat([header, Buffer.from(Uint32Array.of(15, stream.length).buffer), stream]),
    );
  }

  const arrow = data('embeddings/pyarrow-train.arrow');
  const many = Buffer.from(arrow);
  for (let at = 0; at + 8 <= many.length; at += 8)
    if (many.readBigInt64LE(at) === 10n) many.writeBigInt64LE(2n ** 31n, at);
  writeFileSync(file('lengths.arrow'), many);
  const packed = Buffer.from(data('embeddings/compressed.feather'));
  for (let at = 0; at + 12 <= packed.length; at += 8)
    if (packed.readUInt32LE(at + 8) === 0x184d2204) packed.writeBigInt64LE(3_000_000_000n, at);
  writeFileSync(file('claims.feather'), packed);

  const zero = { dtype: 'F32', shape: [2 ** 21], data_offsets: [0, 2 ** 23] };
  const overlapping = Object.fromEntries(Array.from({ length: 400 }, (_, k) => [`t${k}`, zero]));
  writeFileSync(file('overlapping.safetensors'), safetensors(overlapping, 2 ** 23));
  const names = Array.from({ length: 250_000 }, (_, k) => [
    `${k}`,
    { dtype: 'F32', shape: [0], data_offsets: [0, 0] },
  ]);
  writeFileSync(file('names.safetensors'), safetensors(Object.fromEntries(names), 0));
  for (const [name, parts] of Object.entries(pickles())) {
    const pickle = Buffer.concat([Buffer.from([0x80, 2]), ...parts, Buffer.from('.')]);
    const whole = { size: pickle.length, method: 0, crc: crc32(pickle), packed: pickle };
    writeFileSync(file(name), zip([{ name: 'archive/data.pkl', ...whole }]));
  }
  writeFileSync(file('rows.parquet'), data('bombs/rows.parquet'));
  await writeSafetensors(file('head.safetensors'), head(6));
  return [
    'zeros.npz',
    'short.npz',
    'claims.npz',
    'zeros.mat',
    'short.mat',
    'lengths.arrow',
    'claims.feather',
    'overlapping.safetensors',
    'names.safetensors',
    'dictionaries.pth',
    'ways.pth',
    'copies.pth',
    'rows.parquet',
  ].map(file);
}

/** Whole files of `n` rows of 64 features, and how many times its size each may take in memory. */
export async function wholeFiles(folder, n) {
  mkdirSync(folder, { recursive: true });
  const file = (name) => join(folder, name);
  const fe = new Float32Array(64 * n);
  for (let k = 0; k < fe.length; k++) fe[k] = Math.imul(k, 0x9e3779b1) / 2 ** 31;
  const labels = Int32Array.from({ length: n }, (_, i) => i % 3);
  const W = Float32Array.from({ length: 192 }, (_, k) => k % 7);
  const arrays = [
    ['train_fe', [n, 64], fe],
    ['train_label', [n], labels],
    ['test_fe', [300, 64], fe.subarray(0, 300 * 64)],
    ['test_label', [300], labels.subarray(0, 300)],
    ['W', [3, 64], W],
    ['b', [3], new Float32Array(3)],
  ];
  const members = (method) =>
    arrays.map(([name, shape, values]) => {
      const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
      const content = Buffer.concat([
        npyHeader(shape, values === labels || name.endsWith('label') ? '<i4' : '<f4'),
        bytes,
      ]);
      const packed = method === 8 ? deflateRawSync(content, { level: 1 }) : content;
      return { name: `${name}.npy`, packed, size: content.length, method, crc: crc32(content) };
    });
  writeFileSync(file('stored.npz'), zip(members(0)));
  writeFileSync(file('deflated.npz'), zip(members(8)));
  await writeSafetensors(file('whole.safetensors'), new Map([['fe', { shape: [n, 64], data: fe }]]));
  await writeSafetensors(file('head.safetensors'), head(64));
  const embedding = { n, H: 64, C: 3, fe, logits: new Float32Array(3 * n), labels, predictions: labels };
  await writeEmbedding(file('whole.arrow'), { embedding, index: labels }, { logits: 'none' });
  await writeParquet(file('whole.parquet'), fe, labels);
  return [
    ['stored.npz', 4],
    ['deflated.npz', 6],
    ['whole.safetensors', 4],
    ['whole.arrow', 4],
    ['whole.parquet', 6],
  ].map(([name, times]) => ({ file: file(name), times }));
}

async function writeParquet(file, fe, labels) {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const n = labels.length;
  const columnData = Array.from({ length: 64 }, (_, j) => {
    return { name: `f${j}`, data: Float32Array.from({ length: n }, (_, i) => fe[i * 64 + j]), type: 'FLOAT' };
  });
  writeFileSync(
    file,
    Buffer.from(
      parquetWriteBuffer({ columnData: [{ name: 'label', data: labels, type: 'INT32' }, ...columnData] }),
    ),
  );
}

/** A safetensors file of more than 2 GiB, nearly all of it a hole that takes no room on the disk. */
export function hugeFile(folder) {
  const file = join(folder, 'huge.safetensors');
  const bytes = 2 ** 31 + 2 ** 20;
  const json = Buffer.from(
    JSON.stringify({ fe: { dtype: 'F32', shape: [bytes / 4], data_offsets: [0, bytes] } }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const opened = openSync(file, 'w');
  writeSync(opened, Buffer.concat([length, json]));
  ftruncateSync(opened, 8 + json.length + bytes);
  closeSync(opened);
  return file;
}
