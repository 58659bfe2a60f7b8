import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readOnnx } from './onnx/read-onnx';
import { readWeights } from './read-weights';

const folder = mkdtempSync(join(tmpdir(), 'fragility-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, start: string): string {
  const file = join(folder, name);
  writeFileSync(file, Buffer.from(start.padEnd(400, '\0'), 'latin1'));
  return file;
}

type Case = readonly [name: string, start: string, message: RegExp];
const KERAS: Case = ['net.h5', '\x89HDF\r\n\x1a\n', /HDF5.*format="onnx"/];
const GZIP: Case = ['net.pth.gz', '\x1f\x8b\x08', /compressed.*Unpack/];

it.each<Case>([
  KERAS,
  GZIP,
  ['net.keras', `PK\x03\x04${'\0'.repeat(26)}metadata.json`, /a Keras file.*format="onnx"/],
  ['net.tflite', '\x1c\0\0\0TFL3', /TensorFlow Lite.*--tflite/],
  ['net.pth.tar', `net.pth${'\0'.repeat(250)}ustar`, /a tar archive.*Unpack/],
  ['lfs.pth', 'version https://git-lfs.github.com/spec/v1', /Git LFS.*git lfs pull/],
  ['page.pth', '<!DOCTYPE html>', /a web page.*Download/],
  ['net.onnx', '\x08\x07', /an ONNX file.*--onnx/],
  ['net.mlmodel', '\x08\x04', /not read.*as ONNX/],
])('weights: %s is refused with what to do', async (name, start, message) => {
  await expect(readWeights(written(name, start))).rejects.toThrow(message);
});

it.each<Case>([
  KERAS,
  GZIP,
  ['net.pth', 'PK\x03\x04', /PyTorch’s and safetensors do.*--weights/],
  ['net.th', '\x80\x02\x8a', /PyTorch’s and safetensors do.*--weights/],
  ['net.safetensors', `${'\0'.repeat(8)}{"x":`, /PyTorch’s and safetensors do.*--weights/],
])('ONNX: %s is refused with what to do', async (name, start, message) => {
  await expect(readOnnx(written(name, start))).rejects.toThrow(message);
});

it('names a SavedModel of TensorFlow, and any other folder', async () => {
  await expect(readWeights(folder)).rejects.toThrow(/a folder.*Name the file/);
  const saved = join(folder, 'saved');
  mkdirSync(saved);
  writeFileSync(join(saved, 'saved_model.pb'), '');
  for (const reading of [readWeights(saved), readOnnx(saved)])
    await expect(reading).rejects.toThrow(/a SavedModel of TensorFlow.*--saved-model/);
});
