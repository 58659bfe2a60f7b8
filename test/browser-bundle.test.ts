import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';

const ROOT = join(__dirname, '..');

/** Names that Node alone gives to every file. */
const BUILT_IN = [
  'Buffer',
  'process',
  '__dirname',
  '__filename',
  'setImmediate',
  'clearImmediate',
  'require',
];

/** Puts an empty room in the place of the one that touches the machine. */
const noMachine: Plugin = {
  name: 'no machine',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /(^|\/)machine(\/|$)/ }, ({ importer }) =>
      importer.includes(join('lib', 'src')) ? { path: 'machine', namespace: 'empty' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {}' }));
  },
};

/** Bundles a file for a browser; the errors name file and import. */
async function bundled(entry: string) {
  const options = { bundle: true, write: false, metafile: true, platform: 'browser', format: 'esm' } as const;
  const done = build({
    ...options,
    ...entryOf(entry),
    absWorkingDir: ROOT,
    logLevel: 'silent',
    plugins: [noMachine],
  });
  const { metafile, errors } = await done.catch((failed) => failed as { metafile?: undefined; errors: [] });
  const problems = errors.map(({ location, text }) => `${location?.file}:${location?.line} ${text}`);
  return {
    problems,
    files: Object.keys(metafile?.inputs ?? {}).filter((file) => file.startsWith('lib/src/')),
  };
}

/** A file of the library, or the text of one. */
function entryOf(entry: string) {
  if (!entry.includes('\n')) return { entryPoints: [entry] };
  return { stdin: { contents: entry, resolveDir: join(ROOT, 'lib', 'src', 'measure'), sourcefile: 'a.ts' } };
}

/** The names that only Node gives, used in a file as such. */
async function nodeNames(text: string): Promise<string[]> {
  const define = Object.fromEntries(BUILT_IN.map((name) => [name, `NODE_${name}`]));
  const { code } = await transform(text, { loader: 'ts', define, format: 'esm' });
  return BUILT_IN.filter((name) => code.includes(`NODE_${name}`));
}

let library: Awaited<ReturnType<typeof bundled>>;
beforeAll(async () => {
  library = await bundled('lib/src/index.ts');
});

it('the library without the room of the machine is a bundle for browsers', () => {
  expect(library.problems).toEqual([]);
  expect(library.files.length).toBeGreaterThan(100);
});

it('no file of it uses a name that Node alone gives', async () => {
  const used = library.files.map(async (file) => {
    const names = await nodeNames(readFileSync(join(ROOT, file), 'utf8'));
    return names.map((name) => `${file}: ${name}`);
  });
  expect((await Promise.all(used)).flat()).toEqual([]);
});

it('an import of Node is found and named, and so are Node’s names', async () => {
  const { problems } = await bundled("import { readFileSync } from 'node:fs';\nreadFileSync('a');\n");
  expect(problems).toEqual(['lib/src/measure/a.ts:1 Could not resolve "node:fs"']);
  const text = 'const cwd = process.cwd(); export const a = () => Buffer.from(require(cwd + __dirname));';
  expect(await nodeNames(text)).toEqual(['Buffer', 'process', '__dirname', 'require']);
  expect(await nodeNames("export const f = (process: string) => process + 'Buffer'; // require")).toEqual([]);
});

/** What a file of `export … from` lines gives, types aside. */
async function givenBy(file: string): Promise<string[]> {
  const { code } = await transform(readFileSync(join(ROOT, file), 'utf8'), { loader: 'ts', format: 'esm' });
  const lists = [...code.matchAll(/export \{([^}]*)\}/g)].map(([, names]) => names.split(','));
  return lists.flatMap((names) => names.flatMap((name) => /(\w+)\s*$/.exec(name)?.[1] ?? [])).sort();
}

it('the site’s room of the machine gives all that the library’s does', async () => {
  const [ours, theirs] = await Promise.all(
    ['lib/src', 'site'].map((place) => givenBy(`${place}/machine/index.ts`)),
  );
  expect(ours).toContain('readBytes');
  expect(theirs).toEqual(ours);
});
