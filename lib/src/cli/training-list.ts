import { readNpy } from '../data/files/npy';
import { fromFile } from '../data/own/file';
import { UserError } from '../errors';
import { extname, readText } from '../machine';

/** Bytes of the longest list that is read. */
const LARGEST = 2 ** 28;

/**
 * The training images that a file names, each once: their positions in the data set from 0 on, or of one's own pictures their
 * names. A
 * `.npy` of whole numbers, a list as `.json`, or a text with one a line. Throws UserError.
 */
export async function readTrainingList(path: string): Promise<readonly string[]> {
  const entries = await entriesOf(path);
  const seen = new Set<string>();
  const twice = entries.find((entry) => seen.size === seen.add(entry).size);
  if (entries.length > 0 && twice === undefined) return entries;
  const given = twice === undefined ? 'no images' : `"${twice}" twice`;
  throw new UserError({
    where: path,
    given,
    expected: 'each training image once',
    remedy: 'Correct the list.',
  });
}

async function entriesOf(path: string): Promise<string[]> {
  if (extname(path).toLowerCase() === '.npy')
    return fromFile(path, 'a .npy of whole numbers', async (file, refuse) => {
      const array = await readNpy(file, LARGEST, refuse);
      const wrong = 'text' in array || array.shape.length !== 1 || !array.data.every(Number.isInteger);
      if (wrong) throw refuse(`an array of [${array.shape}]`, 'whole numbers, [n]');
      return Array.from(array.data, String);
    });
  const text = await readText(path);
  if (extname(path).toLowerCase() !== '.json')
    return text.split(/\r?\n/).flatMap((line) => line.trim() || []);
  return listIn(path, text);
}

function listIn(path: string, json: string): string[] {
  const refuse = (given: string, cause?: unknown) =>
    new UserError(
      { where: path, given, expected: 'a list of whole numbers or names', remedy: 'Correct the list.' },
      { cause },
    );
  let list: unknown;
  try {
    list = JSON.parse(json);
  } catch (cause) {
    throw refuse('a file that is not JSON', cause);
  }
  const isEntry = (entry: unknown) => typeof entry === 'string' || Number.isInteger(entry);
  if (!Array.isArray(list) || !list.every(isEntry)) throw refuse('something else');
  return list.map(String);
}
