import { beforeAll, expect, it } from 'vitest';

/** @typedef {{ type: string, content: Record<string, any> }} Message */
/** @typedef {{ status: string, count: number, reply: Record<string, any>, messages: Message[] }} Answer  to one request */

/** Cells that await, and what each prints. */
const AWAITED = [
  ['await (async () => 5)()', '5\n'],
  ["await (await fetch('data:,x')).text()", 'x\n'],
  ['const p = Promise.resolve(7);\nawait (0, p)', '7\n'],
  ['await [p][0]', '7\n'],
  ['for (const x of await (Promise.resolve([1, 2]))) console.log(x)', '1\n2\n'],
  ['console.log(await (p), [await (p)])', '7 [ 7 ]\n'],
  ['for await (const x of [1, p]) console.log(x)', '1\n7\n'],
  ['const later = async () => (await (p)) + 1;\nawait later()', '8\n'],
];

const batches = [
  ['const a = 1;', 'const o = { a };\no', 'const b = await (Promise.resolve(5));\nconsole.log(b)'],
  // What "Run all" sends: the failure has to stop the cells behind it.
  [
    'interface Point { x: number }\n\nfunction f(p: Point) {\n  throw new RangeError("bad " + p.x);\n}',
    'f({ x: 3 });',
  ],
  ['const never = 1;\nthrow "a word";', 'console.log("behind the failure")'],
  ['console.log("after it")'],
  ['const s: string = 1;'],
  ['const zero = [1].map((v) => v);\nawait Promise.reject(new TypeError("later"));'],
  ["import * as cf from 'cnn-fragility';", 'declare const analysis: cf.Analysis;'],
  [
    { complete: 'cf.measures.cov' },
    { complete: 'analysis.measures.cov' },
    { inspect: 'cf.measures.coverage' },
    { inspect: 'cf.measures.coverage(' },
    { inspect: 'cf.noSuchThing' },
    { history: 5 },
  ],
  ["import { table } from 'arquero';\ntable({ n: [1, 2] })", 'new Float32Array(1e6)', '"a word"'],
  AWAITED.map(([code]) => code),
  ['describe.skip'],
];

const messages = (/** @type {Answer} */ cell, /** @type {string} */ type) =>
  cell.messages.filter((message) => message.type === type);
/** The error that a cell ended with, if any. */
export const errorOf = (/** @type {Answer} */ cell) =>
  messages(cell, 'error').map(({ content }) => content)[0];

/** All that a cell printed. @param {Answer} cell */
export function printed(cell) {
  return messages(cell, 'stream')
    .map(({ content }) => content.text)
    .join('');
}

/**
 * What every kernel of the notebooks has to answer. `converse(batches)` sends batches of requests, as converse.py does, and
 * gives its answers; `signature` is how the kernel's TypeScript writes the one of `cf.measures.coverage`.
 *
 * @param {(asked: typeof batches) => Promise<Answer[][]>} converse
 * @param {string} signature
 */
export function kernelSuite(converse, signature) {
  /** @type {Answer[][]} */
  let replies;

  beforeAll(async () => {
    replies = await converse(batches);
  }, 240_000);

  it('counts cells and tells every client which one runs', () => {
    expect(replies[0].map(({ count }) => count)).toEqual([1, 2, 3]);
    const [input] = messages(replies[0][1], 'execute_input');
    expect(input.content).toEqual({ code: 'const o = { a };\no', execution_count: 2 });
  });

  it('takes the shorthand of a variable from an earlier cell, and await before a parenthesis', () => {
    expect(printed(replies[0][1])).toBe('{ a: 1 }\n');
    expect(printed(replies[0][2])).toBe('5\n');
  });

  it('reports a failure with name, message, cell and line as typed', () => {
    const failed = replies[1][1];
    expect(failed.status).toBe('error');
    expect(errorOf(failed)).toEqual({
      ename: 'RangeError',
      evalue: 'bad 3',
      traceback: ['RangeError: bad 3', 'cell [4], line 4: throw new RangeError("bad " + p.x);'],
    });
  });

  it('reports a failure of awaited code, and what is thrown but is no Error', () => {
    expect(errorOf(replies[5][0])).toMatchObject({ ename: 'TypeError', evalue: 'later' });
    expect(errorOf(replies[2][0])).toMatchObject({ ename: 'Thrown', evalue: 'a word' });
  });

  it('reports what does not compile with its line', () => {
    const { ename, evalue, traceback } = errorOf(replies[4][0]);
    expect([ename, evalue]).toEqual(['CompileError', "Type 'number' is not assignable to type 'string'."]);
    expect(traceback[1]).toBe('line 1: const s: string = 1;');
  });

  it('aborts the cells that were waiting behind a failure', () => {
    expect(replies[2].map(({ status }) => status)).toEqual(['error', 'aborted']);
    expect(printed(replies[2][1])).toBe('');
  });

  it("completes the library's names and their fields", () => {
    expect(replies[7][0].reply.matches).toContain('coveragePresets');
    expect(replies[7][1].reply.matches).toEqual(['coverage']);
  });

  it('tells signature and doc comment of a name, also between the parentheses of its call', () => {
    const [, , name, call, unknown] = replies[7].map(({ reply }) => reply.data?.['text/plain']);
    expect(name).toContain(signature);
    expect(call).toContain('coverage(embedding: cf.Embedding, head: cf.Head, Ks: readonly number[]');
    for (const text of [name, call]) expect(text).toContain('Top-K coverage ratio for each K');
    expect(unknown).toBe('any');
  });

  it('has no history, and says so', () => {
    expect(replies[7][5].reply).toEqual({ status: 'ok', history: [] });
  });

  it("shows a cell's last value as the library shows it", () => {
    const [rows, numbers, word] = replies[8];
    expect(messages(rows, 'display_data')[0].content.data['text/html']).toMatch(/^<table>/);
    const shown = messages(numbers, 'display_data')[0].content.data['text/plain'];
    expect(shown).toMatch(/^Float32Array \[1000000\]: from 0 to 0, mean 0\n/);
    expect(printed(word)).toBe('a word\n');
  });

  it('runs what is sent after a failure, at once', () => {
    expect(replies[3][0].status).toBe('ok');
    expect(printed(replies[3][0])).toBe('after it\n');
  });

  it('compiles whatever is awaited', () => {
    expect(replies[9].map((cell) => [printed(cell), errorOf(cell)?.evalue])).toEqual(
      AWAITED.map(([, text]) => [text, undefined]),
    );
  });

  it('gives no advice on installing types where a name is missing', () => {
    const { evalue, traceback } = errorOf(replies[10][0]);
    expect(evalue).toBe("Cannot find name 'describe'.");
    expect(traceback.at(-1)).toMatch(/^If a cell above defines `describe`/);
  });
}
