import { EMBEDDINGS_FILES, writeEmbeddings } from '../embed/embeddings-folder';
import { UserError } from '../errors';
import { join, writeFileAtomically } from '../machine';
import { type PaperReport, paperReport } from '../paper/report';
import { paragraph, terminalWidth } from './layout';
import { type SourceOptions, sourceOf } from './measure-source';
import { say } from './output';
import { reportText } from './report-text';

/** Options of `fragility measure`, as the shell gives them. */
export interface MeasureCommandOptions extends SourceOptions {
  /** `1,2,3`. */
  readonly k?: string;
  readonly json?: string;
  readonly arrow?: string;
  readonly retrain?: boolean;
}

/** `fragility measure`: prints the report of one network, and writes it as JSON and its embeddings as Arrow. */
export async function measureCommand({
  k,
  json,
  arrow,
  retrain = false,
  ...from
}: MeasureCommandOptions): Promise<void> {
  const options = { retrain, ...(k === undefined ? {} : { Ks: numbers(k) }) };
  for (const [name, path] of Object.entries({ json, arrow })) if (path === '') throw noName(name);
  if (retrain && json === undefined) throw retrainsForNothing();
  const { embeddings, subject, trainIndex, notes = [], ...seen } = await sourceOf(from);
  const report = paperReport(embeddings, subject, options);
  say(reportText(report, terminalWidth()));
  for (const remark of [...notes, chanceNote(report)])
    if (remark) say(`${paragraph(remark, terminalWidth())}\n`);
  if (json !== undefined) {
    await writeFileAtomically(json, `${JSON.stringify({ ...report, ...seen }, null, 2)}\n`);
    say(`written: ${json}`);
  }
  if (arrow !== undefined) {
    await writeEmbeddings(arrow, embeddings, trainIndex);
    const written = Object.values(EMBEDDINGS_FILES).map((name) => join(arrow, name));
    say(`written: ${written.join(', ')}`);
  }
}

function retrainsForNothing(): UserError {
  return new UserError({
    where: 'fragility measure',
    given: '--retrain without --json, where it has no effect',
    expected: 'it with --json',
    remedy: 'Add --json FILE: what it finds is written there.',
  });
}

/** Share of the way from chance to perfection below which training recall is that of chance. */
const NOTHING = 0.05;

/** What to look for where a network knows nothing of its own training images; null where it knows something. */
export function chanceNote({
  classNames,
  measures: { trainBac },
}: Pick<PaperReport, 'classNames' | 'measures'>): string | null {
  const chance = 1 / classNames.length;
  if (trainBac === null || trainBac > chance + NOTHING * (1 - chance)) return null;
  const found = `${(100 * trainBac).toFixed(1)} %, and chance is ${(100 * chance).toFixed(1)} %`;
  return `Mean recall of the training images is ${found}: this network does not know what it was trained on. The usual causes: images normalised by another mean and deviation than in training, classes in another order, labels of other images.`;
}

function numbers(list: string): number[] {
  const Ks = list.split(',').map(Number);
  if (Ks.every((K) => Number.isInteger(K) && K >= 1)) return Ks;
  throw new UserError({
    where: '--k',
    given: `"${list}"`,
    expected: 'whole numbers from 1 on, with commas between them',
    remedy: 'Write, for example, --k 1,2,3,5,7.',
  });
}

function noName(option: string): UserError {
  const problem = { given: 'an empty name', expected: 'where to write', remedy: 'Name a file or folder.' };
  return new UserError({ where: `--${option}`, ...problem });
}
