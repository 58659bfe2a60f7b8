import { some, UserError } from '../../errors';
import {
  basename,
  DiskError,
  extname,
  isTooManyOpen,
  join,
  kindBehind,
  listFolder,
  readBytes,
  realPath,
  resolve,
} from '../../machine';
import { byAlphabet, type Item, naturalOrder, type Source } from './source';

/** Endings of the pictures that are read, in any case. */
const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.jfif', '.webp', '.gif']);

/** Names of a folder with test images, the first that is there counts. */
const TEST = ['test', 'testing', 'val', 'valid', 'validation'];
const TRAIN = ['train', 'training'];

/** What pictures often come in. */
const ARCHIVE = /\.(zip|tar|tgz|tar\.\w+|7z|rar)$/i;

const OTHERS = 'left out, no PNG, JPEG, WebP or GIF of a class';

/** What a walk through a folder finds. */
interface Found {
  readonly pictures: string[];
  readonly others: string[];
  readonly broken: string[];
}

/**
 * A folder with a subfolder a class, or with `train/` and `test/` that have such. Pictures may lie deeper within a class; links
 * are followed; names that begin with a dot are passed over. Throws UserError where there are no classes.
 */
export function folderSource(path: string): Source {
  const notes: string[] = [];
  const below = subfolders(path);
  const train = named(below, TRAIN);
  const test = train && named(below, TEST);
  const parts = train === null ? [''] : [train, ...(test === null ? [] : [test])];
  if (train !== null && test === null) throw noTest(path, train);
  const unused = train === null ? [] : below.filter((name) => name !== train && name !== test);
  if (unused.length > 0) notes.push(`left out beside ${train}/ and ${test}/: ${some(unused)}`);
  if (train !== null) notes.push(`training images from ${train}/, test images from ${test}/`);
  const found = parts.map((part) => classesIn(path, part, notes));
  const classNames = naturalOrder(new Set(found.flatMap((classes) => [...classes.keys()])));
  if (classNames.length < 2) throw noClasses(path, classNames, notes);
  const items = found.map((classes) => itemsOf(path, classes, classNames));
  return {
    path,
    name: basename(resolve(path)),
    classNames,
    numbered: byAlphabet(classNames),
    train: items[0],
    test: items[1] ?? null,
    notes,
  };
}

/** The pictures of each class of a part, by class: paths from `root`. */
function classesIn(root: string, part: string, notes: string[]): Map<string, string[]> {
  const folder = join(root, part);
  const classes = new Map<string, string[]>();
  const found: Found = { pictures: [], others: [], broken: [] };
  for (const name of listFolder(folder).filter(isShown)) {
    const path = join(folder, name);
    const kind = kindBehind(path);
    if (kind === null) found.broken.push(join(part, name));
    else if (kind !== 'folder') found.others.push(join(part, name));
    else {
      const before = found.pictures.length;
      walk(root, join(part, name), [realPath(folder)], found);
      const own = found.pictures.slice(before);
      if (own.length > 0) classes.set(name, own);
      else notes.push(`left out, a folder without pictures: ${join(part, name)}`);
    }
  }
  if (found.others.length > 0) notes.push(`${OTHERS}: ${some(found.others)}`);
  const [unreadable, lost] = [true, false].map((said) =>
    found.broken.filter((name) => isNoText(name) === said),
  );
  if (lost.length > 0) notes.push(`left out, links that lead nowhere: ${some(lost)}`);
  if (unreadable.length > 0)
    notes.push(`left out, names that are not in UTF-8 (rename them): ${some(unreadable)}`);
  return classes;
}

/** Whether a name has bytes that are no UTF-8: what has it cannot be opened by it. */
function isNoText(name: string): boolean {
  return name.includes('\ufffd');
}

/** Collects what lies in a folder and below it; a link back to a folder above is not followed. */
function walk(root: string, folder: string, above: readonly string[], found: Found): void {
  const real = realPath(join(root, folder));
  if (above.includes(real)) return;
  for (const name of listFolder(join(root, folder)).filter(isShown)) {
    const path = join(folder, name);
    const kind = kindBehind(join(root, path));
    if (kind === 'folder') walk(root, path, [...above, real], found);
    else if (kind === null) found.broken.push(path);
    else if (kind === 'file' && PICTURES.has(extname(name).toLowerCase())) found.pictures.push(path);
    else found.others.push(path);
  }
}

function itemsOf(root: string, classes: ReadonlyMap<string, string[]>, names: readonly string[]): Item[] {
  return names.flatMap((name, label) =>
    (classes.get(name) ?? []).map((path) => ({ name: path, label, read: () => contentOf(join(root, path)) })),
  );
}

/** Throws an Error that says what is wrong, without the path, which the caller says. */
async function contentOf(path: string): Promise<Uint8Array> {
  try {
    return await readBytes(path);
  } catch (error) {
    if (error instanceof DiskError && !isTooManyOpen(error))
      throw new Error(error.problem.given, { cause: error });
    throw error;
  }
}

function subfolders(path: string): string[] {
  const kind = kindBehind(path);
  if (kind !== 'folder') throw noFolder(path, kind !== null);
  return listFolder(path).filter((name) => isShown(name) && kindBehind(join(path, name)) === 'folder');
}

function noFolder(path: string, isThere: boolean): UserError {
  const isArchive = isThere && ARCHIVE.test(path);
  const given = isArchive ? 'an archive' : isThere ? 'no folder' : 'nothing of that name';
  return new UserError({
    where: path,
    given,
    expected: 'a folder with a subfolder of pictures a class',
    remedy: isArchive ? 'Unpack it, and give the folder that comes of it.' : 'Check the path.',
  });
}

/** What archives of other systems leave behind is hidden there. */
function isShown(name: string): boolean {
  return !name.startsWith('.') && name !== '__MACOSX' && name !== 'Thumbs.db';
}

function named(names: readonly string[], wanted: readonly string[]): string | null {
  for (const want of wanted) for (const name of names) if (name.toLowerCase() === want) return name;
  return null;
}

function noTest(path: string, train: string): UserError {
  return new UserError({
    where: path,
    given: `${train}/ without test/`,
    expected: 'both, or a subfolder a class',
    remedy: `Add test/, or name ${join(path, train)} to have a share of its pictures kept for testing.`,
  });
}

function noClasses(path: string, names: readonly string[], notes: readonly string[]): UserError {
  const found = names.length === 0 ? 'no pictures in subfolders' : `one class with pictures, ${names[0]}`;
  const others = notes.filter((note) => note.startsWith(OTHERS));
  return new UserError({
    where: path,
    given: [found, ...others].join('; '),
    expected: 'two or more subfolders, one a class, with PNG, JPEG, WebP or GIF files',
    remedy:
      'Sort the pictures into a subfolder a class, or into train/ and test/ that have such; convert those of other formats to PNG.',
  });
}
