import { describe, expect, it } from 'vitest';
import type { Binding } from '../binding';
import { GraphWriter } from './graph-def';

const binding = { TF_ATTR_INT: 1, TF_ATTR_TYPE: 4 } as Binding;

describe('GraphWriter', () => {
  it('refuses an attribute that no graph can hold, naming the op', () => {
    const writer = new GraphWriter(binding);
    expect(() => writer.op('Strange', [], [{ name: 'fn', type: 8, value: {} }])).toThrow(
      'compile: op Strange has an attribute "fn" of a type that no graph can hold (8)',
    );
    expect(writer.op('Plain', [], [{ name: 'n', type: 1, value: 3 }])).toBe('Plain_0');
  });
});
