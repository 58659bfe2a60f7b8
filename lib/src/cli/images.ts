import type { ImageSet } from '../data/images';
import { type ImagesReport, inspectImages } from '../data/own/inspect';
import { writeFileAtomically } from '../machine';
import { mosaicFile } from '../plot/kit/mosaic';
import { type ImageReading, readingOf } from './image-options';
import { fittedTable, terminalWidth } from './layout';
import { say, sayAside, sayingQuarters } from './output';

/** Options of `fragility images`. */
export interface ImagesCommandOptions extends ImageReading {
  /** PNG file of a contact sheet. */
  readonly sheet?: string;
  /** File of the whole report; `-` is standard output. */
  readonly json?: string;
}

/** Lists shorter than this are printed whole. */
const MOST = 20;

/** `fragility images FOLDER`: classes, counts, sizes, duplicates across training and test set, unreadable files. */
export async function imagesCommand(
  folder: string,
  { sheet, json, ...reading }: ImagesCommandOptions,
): Promise<void> {
  const { report, train } = await inspectImages(folder, {
    ...readingOf(reading),
    onProgress: sayingQuarters(),
  });
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (json === '-') process.stdout.write(text);
  else for (const line of linesOf(report)) say(line);
  if (json !== undefined && json !== '-') await writeFileAtomically(json, text);
  if (sheet === undefined) return;
  await writeFileAtomically(sheet, contactSheet(train));
  sayAside(
    `${sheet}: the first ${PER_CLASS} training images of each class, a row a class in the order above`,
  );
}

function linesOf({ path, notes, classes, sizes, different, duplicates, unreadable }: ImagesReport): string[] {
  const total = (part: 'train' | 'test') => classes.reduce((sum, counts) => sum + counts[part], 0);
  const table = {
    columns: [
      { name: 'class', values: classes.map(({ name }) => name) },
      { name: 'training', values: classes.map(({ train }) => train) },
      { name: 'test', values: classes.map(({ test }) => test) },
    ],
  };
  const n = total('train') + total('test');
  const across = duplicates.map(
    ({ train, test, sameClass }) => `  ${train} = ${test}${sameClass ? '' : ', of another class'}`,
  );
  return [
    `${path}: ${classes.length} classes, ${total('train')} training and ${total('test')} test images`,
    ...notes,
    fittedTable(table, terminalWidth()),
    `sizes: ${sizesLine(sizes)}`,
    `different pictures: ${different} of ${n}`,
    `in training and test set alike: ${duplicates.length}`,
    ...shortened(across),
    ...classes
      .filter(({ train, test }) => train === 0 || test === 0)
      .map(({ name, train }) => `no ${train === 0 ? 'training' : 'test'} images: ${name}`),
    ...(unreadable.length > 0 ? [`cannot be read: ${unreadable.length}`] : []),
    ...unreadable.map(({ name, reason }) => `  ${name}: ${reason}`),
  ];
}

/** The five most frequent sizes; where there are more, also how many, and the smallest and largest width and height. */
function sizesLine(sizes: ImagesReport['sizes']): string {
  const common = sizes.slice(0, 5).map(({ width, height, pictures }) => `${width}x${height} (${pictures})`);
  if (sizes.length <= common.length) return common.join(', ');
  const span = (of: readonly number[]) => `${Math.min(...of)} to ${Math.max(...of)}`;
  const [widths, heights] = [sizes.map(({ width }) => width), sizes.map(({ height }) => height)];
  return `${sizes.length} of them, ${span(widths)} wide and ${span(heights)} high; ${common.join(', ')}, …`;
}

function shortened(lines: readonly string[]): string[] {
  const more = lines.length - MOST;
  return more > 0 ? [...lines.slice(0, MOST), `  and ${more} more (--json has all)`] : [...lines];
}

const PER_CLASS = 20;

function contactSheet(images: ImageSet): Uint8Array {
  const { labels, classNames, width, height } = images;
  const seen = classNames.map(() => 0);
  const tiles = Array.from(labels).flatMap((label, index) => {
    const column = seen[label]++;
    return column < PER_CLASS ? [{ images, index, left: column * width, top: label * height }] : [];
  });
  const columns = Math.max(1, ...seen.map((count) => Math.min(count, PER_CLASS)));
  return mosaicFile(tiles, columns * width, classNames.length * height);
}
