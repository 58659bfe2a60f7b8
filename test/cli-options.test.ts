import { describe, expect, it } from 'vitest';
import { sourceNamed } from '../lib/src/cli/measure-options';
import { program } from '../lib/src/cli/program';

/** On which sources each option of `fragility measure` has an effect. */
// biome-ignore format: a table
const EFFECTS: Record<string, readonly string[]> = {
  data:      ['onnx',                     'weights'],
  images:    ['onnx',                     'weights'],
  size:      ['onnx',                     'weights'],
  fit:       ['onnx',                     'weights'],
  crop:      ['onnx',                     'weights'],
  channels:  ['onnx',                     'weights'],
  testShare: ['onnx',                     'weights'],
  splitBy:   ['onnx',                     'weights'],
  splitSeed: ['onnx',                     'weights'],
  trainList: ['onnx',                     'weights'],
  profile:   ['onnx',                     'weights'],
  seed:      ['onnx',                     'weights'],
  imbalance: ['onnx',                     'weights'],
  normalise: ['onnx',                     'weights'],
  fe:        ['onnx'],
  test:      [                                 'train'],
  head:      [                                 'train'],
  headKind:  ['embeddings',                    'train'],
  columns:   ['embeddings',                    'train'],
  classes:   ['onnx', 'embeddings',       'weights',   'train'],
  setting:   ['onnx', 'embeddings',       'weights',   'train'],
  balance:   ['onnx', 'embeddings',       'weights',   'train'],
  k:         ['onnx', 'embeddings', 'run', 'weights',  'train'],
  json:      ['onnx', 'embeddings', 'run', 'weights',  'train'],
  retrain:   ['onnx', 'embeddings', 'run', 'weights',  'train'],
  arrow:     ['onnx', 'embeddings', 'run', 'weights',  'train'],
};

const SOURCES: Record<string, object> = {
  run: { run: 'r' },
  weights: { weights: 'w' },
  onnx: { onnx: 'o' },
  embeddings: { embeddings: 'e' },
  train: { train: 'a', test: 'b' },
};

const command = (name: string) => program().commands.find((one) => one.name() === name)!;

describe('fragility measure', () => {
  it('has no option that this table leaves out', () => {
    const named = command('measure').options.map((option) => option.attributeName());
    expect(named.sort()).toEqual([...Object.keys(EFFECTS), ...Object.keys(SOURCES)].sort());
  });

  const pairs = Object.keys(EFFECTS).flatMap((option) =>
    Object.keys(SOURCES).map((source) => [option, source]),
  );
  it.each(pairs)('--%s with --%s has an effect or is refused', (option, source) => {
    // A balance is one of a setting's.
    const given = { ...(option === 'balance' && EFFECTS.setting.includes(source) && { setting: 's' }) };
    const asked = () => sourceNamed({ [option]: 'x', ...SOURCES[source], ...given });
    if (EFFECTS[option].includes(source)) expect(asked()).toBe(source);
    else {
      const flag = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect(asked).toThrow(`got --${flag} with --${source}, where it has no effect, expected it with --`);
    }
  });

  it('refuses a balance of no setting', () => {
    expect(() => sourceNamed({ embeddings: 'e', balance: 'balanced' })).toThrow(
      /--balance without --setting/,
    );
  });

  it('refuses two sources, and half of one', () => {
    expect(() => sourceNamed({ run: 'a', weights: 'b' })).toThrow(/got 2: a, b/);
    expect(() => sourceNamed({ test: 'b' })).toThrow(/got no --train/);
    expect(() => sourceNamed({ train: 'a' })).toThrow(/got no --test/);
    expect(() => sourceNamed({})).toThrow(/got none/);
  });
});

describe('every command', () => {
  const all = program().commands;
  it.each(all.map((one) => [one.name(), one] as const))('%s says in its help what it does', (_, one) => {
    expect(one.description()).not.toBe('');
    for (const option of one.options) expect(option.description, option.flags).not.toBe('');
    for (const argument of one.registeredArguments) expect(argument.description).not.toBe('');
  });

  it.each(all.map((one) => one.name()))(
    '%s refuses an unknown option and one argument too many',
    async (name) => {
      const failing = async (...args: string[]) => {
        const whole = program();
        let said = '';
        for (const one of [whole, ...whole.commands])
          one.exitOverride().configureOutput({ writeErr: (text) => (said += text) });
        await expect(whole.parseAsync([name, ...args], { from: 'user' })).rejects.toThrow();
        return said;
      };
      expect(await failing('--unheard-of')).toMatch(/unknown option '--unheard-of'/);
      const takesAnyNumber = command(name).registeredArguments.some(({ variadic }) => variadic);
      if (!takesAnyNumber) expect(await failing('a', 'b', 'c')).toMatch(/too many arguments/);
    },
  );
});
