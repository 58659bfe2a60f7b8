import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromOnnx } from '../lib/src/cli/measure-onnx';
import type { ImageSet } from '../lib/src/data/images';
import { NORMALISATIONS } from '../lib/src/data/normalisation';
import { openOnnx } from '../lib/src/embed/extract-onnx';
import { UserError } from '../lib/src/errors';
import { installedOnnxRuntime } from '../lib/src/machine';
import { writeField } from '../lib/src/model/onnx/protobuf';
import { readOnnx } from '../lib/src/model/onnx/read-onnx';
import { readSafetensors } from '../lib/src/model/safetensors';
import { tinyPicture } from './tiny-pictures';

// Small networks that torch exported, and what they compute: test/reference/onnx_nets.py.

const file = (name: string) => join(__dirname, 'data', 'onnx', name);
const keras = (name: string) => join(__dirname, 'data', 'keras', name);
const runtime = installedOnnxRuntime();
if (!runtime) console.log('ONNX networks are not run: no package onnxruntime-node');

/** A file of these bytes, gone after the test. */
function written(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'onnx-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'a.onnx'), bytes);
  return join(folder, 'a.onnx');
}

async function expected(path = file('expected.safetensors')) {
  const { tensors } = await readSafetensors(path);
  const [pixels, fe, logits] = ['pixels', 'fe', 'logits'].map((name) => tensors.get(name)!.data);
  const images = { n: 5, height: 8, width: 8, classNames: [...'abcd'] };
  return {
    images: { ...images, pixels: Uint8Array.from(pixels), labels: Uint8Array.of(0, 1, 2, 3, 0) } as ImageSet,
    fe,
    logits,
  };
}

describe('an ONNX network', () => {
  it.skipIf(!runtime).each([
    ['old.onnx', null, 'NCHW'],
    ['new.onnx', 1, 'NCHW'],
    ['keras.onnx', null, 'NHWC'],
  ])('%s gives the features and logits that PyTorch has', async (name, batch, layout) => {
    const network = await readOnnx(file(name));
    expect(network.input).toMatchObject({ batch, layout, channels: 3, height: 8, width: 8 });
    const { images, fe, logits } = await expected();
    const embedder = await openOnnx(runtime!, network);
    const preprocessing = { ...NORMALISATIONS['0.5'], pad: 0, flip: false };
    const found = await embedder.embed(images, preprocessing);
    await embedder.close();
    expect(fe.some((value) => value < 0)).toBe(true);
    for (const [k, value] of fe.entries()) expect(found.fe[k]).toBeCloseTo(value, 4);
    for (const [k, value] of logits.entries()) expect(found.logits[k]).toBeCloseTo(value, 4);
    expect([...found.labels]).toEqual([0, 1, 2, 3, 0]);
  });

  // A network of Keras, by tf2onnx and by Keras itself: test/reference/keras_nets.py.
  it.skipIf(!runtime).each(['tf2onnx.onnx', 'keras-export.onnx'])(
    '%s of Keras gives its features',
    async (name) => {
      const network = await readOnnx(keras(name));
      const { images, fe, logits } = await expected(keras('expected.safetensors'));
      const embedder = await openOnnx(runtime!, network);
      const found = await embedder.embed(images, { ...NORMALISATIONS['0-255'], pad: 0, flip: false });
      await embedder.close();
      for (const [k, value] of fe.entries()) expect(found.fe[k]).toBeCloseTo(value, 4);
      for (const [k, value] of logits.entries()) expect(found.logits[k]).toBeCloseTo(value, 4);
    },
  );

  it.each(['tf2onnx.onnx', 'keras-export.onnx'])(
    '%s of Keras takes channels last, and has a head',
    async (name) => {
      const { input, head } = await readOnnx(keras(name));
      expect(input).toMatchObject({ layout: 'NHWC', channels: 3, batch: null, height: 8, width: 8 });
      expect(head).toMatchObject({ kind: 'linear', H: 16, C: 4 });
    },
  );

  it.skipIf(!runtime)('is refused where its weights do not give its logits', async () => {
    const network = await readOnnx(file('old.onnx'));
    const embedder = await openOnnx(runtime!, {
      ...network,
      head: { ...network.head, b: Float32Array.of(9, 0, 0, 0) },
    });
    const { images } = await expected();
    const preprocessing = { ...NORMALISATIONS['0.5'], pad: 0, flip: false };
    await expect(embedder.embed(images, preprocessing)).rejects.toThrow(/logits that are not FE · Wᵀ \+ b/);
    await embedder.close();
  });

  it('has the same head, however it was written', async () => {
    const heads = await Promise.all(
      ['old.onnx', 'new.onnx', 'keras.onnx'].map(async (name) => (await readOnnx(file(name))).head),
    );
    expect(heads[0]).toMatchObject({ kind: 'linear', H: 32, C: 4 });
    expect(heads[1]).toEqual(heads[0]);
    expect(heads[2]).toEqual(heads[0]);
  });

  it('takes the layer that is named, by its node or by its input', async () => {
    const { fe, head } = await readOnnx(file('keras.onnx'));
    for (const name of ['dense/MatMul', fe])
      expect((await readOnnx(file('keras.onnx'), name)).head).toEqual(head);
    await expect(readOnnx(file('keras.onnx'), 'dense')).rejects.toThrow(
      /no layer "dense", expected .* the last are dense\/MatMul/,
    );
  });

  it.each([
    ['relu.onnx', /got an output made by Relu \(end\), expected a Gemm or MatMul .*name the layer by --fe/],
    ['quantised.onnx', /got a quantised network \(DequantizeLinear at the end\)/],
    ['expected.safetensors', /not ONNX, or is damaged/],
  ])('%s is refused in words', async (name, says) => {
    await expect(readOnnx(file(name))).rejects.toThrow(says);
  });

  it('without the file of its weights is refused', async () => {
    const alone = written(new Uint8Array());
    copyFileSync(file('new.onnx'), alone);
    await expect(readOnnx(alone)).rejects.toThrow(/weights in new\.onnx\.data, which is not there/);
  });

  it('may not ask for weights outside its folder', async () => {
    const bytes = readFileSync(file('new.onnx'));
    const text = bytes.toString('latin1').replaceAll('new.onnx.data', '../../new.dat');
    await expect(readOnnx(written(Buffer.from(text, 'latin1')))).rejects.toThrow(
      /weights in "\.\.\/\.\.\/new\.dat"/,
    );
  });

  it('that is cut or changed anywhere is refused, or read, and never fails otherwise', async () => {
    const bytes = Uint8Array.from(readFileSync(file('old.onnx')));
    const path = written(bytes);
    for (let at = 0; at < bytes.length; at += 23) {
      const changed = bytes.map((value, k) => (k === at ? value ^ 0xff : value));
      for (const damaged of [bytes.subarray(0, at), changed]) {
        writeFileSync(path, damaged);
        const outcome = await readOnnx(path).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UserError);
      }
    }
  });

  it('whose numbers never end is refused', async () => {
    const endless = writeField(
      7,
      Uint8Array.from({ length: 12 }, () => 0xff),
    );
    await expect(readOnnx(written(endless))).rejects.toThrow(/a number of more than 10 bytes/);
  });
});

describe('fragility measure --onnx', () => {
  /** Pictures by class, as many as it says. */
  function pictures(counts: Record<string, number>): string {
    const folder = mkdtempSync(join(tmpdir(), 'onnx-pictures-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const [name, count] of Object.entries(counts)) {
      mkdirSync(join(folder, name));
      for (let k = 0; k < count; k++) writeFileSync(join(folder, name, `${k}.png`), tinyPicture('png'));
    }
    return folder;
  }
  const counts = { b: 5, a: 10, d: 20, c: 5 };
  const perClass = (labels: Int32Array) => [0, 1, 2, 3].map((c) => labels.filter((y) => y === c).length);

  it.skipIf(!runtime)('numbers the classes as the network does, by the alphabet or as told', async () => {
    const data = pictures(counts);
    const { embeddings, notes, subject } = await fromOnnx(file('old.onnx'), { data });
    expect(embeddings.classNames).toEqual([...'abcd']);
    expect(perClass(embeddings.train.labels)).toEqual([8, 4, 4, 16]);
    expect(subject).toEqual({ setting: null, balance: null });
    expect(notes.join('\n')).toMatch(/resized to 8 pixels; classes in the order of the alphabet: a, b, c, d/);
    const told = (await fromOnnx(file('old.onnx'), { data, classes: 'd,c,b,a' })).embeddings;
    expect(perClass(told.test.labels)).toEqual([4, 1, 1, 2]);
  });

  it.each([
    [{}, counts, /got no --data/],
    [{ classes: 'a,b,c' }, counts, /--classes: got a, b, c, expected the folder’s classes/],
    [{ seed: '1' }, counts, /--seed without --setting/],
    [{}, { a: 5, b: 5 }, /got a network of 4 classes, expected 2/],
  ])('refuses %o', async (options, there, says) => {
    const data = says.source.includes('no --data') ? undefined : pictures(there as Record<string, number>);
    await expect(fromOnnx(file('old.onnx'), { ...options, ...(data && { data }) })).rejects.toThrow(says);
  });
});
