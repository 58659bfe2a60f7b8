import { EMBEDDINGS_FILES, writeEmbeddings } from '../embed/embeddings-folder';
import { UserError } from '../errors';
import { join, writeFileAtomically } from '../machine';
import { paperReport } from '../paper/report';
import { terminalWidth } from './layout';
import { type SourceOptions, sourceOf } from './measure-source';
import { reportText } from './report-text';

/** Options of `fragility measure`, as the shell gives them. */
export interface MeasureCommandOptions extends SourceOptions {
  /** `1,2,3`. */
  readonly k?: string;
  readonly json?: string;
  readonly arrow?: string;
}

/** `fragility measure`: prints the report of one network, and writes it as JSON and its embeddings as Arrow. */
export async function measureCommand({ k, json, arrow, ...from }: MeasureCommandOptions): Promise<void> {
  const options = k === undefined ? {} : { Ks: numbers(k) };
  const { embeddings, subject, trainIndex } = await sourceOf(from);
  const report = paperReport(embeddings, subject, options);
  console.log(reportText(report, terminalWidth()));
  if (json) {
    await writeFileAtomically(json, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`written: ${json}`);
  }
  if (arrow) {
    await writeEmbeddings(arrow, embeddings, trainIndex);
    const written = Object.values(EMBEDDINGS_FILES).map((name) => join(arrow, name));
    console.log(`written: ${written.join(', ')}`);
  }
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
