import { version_core } from '@tensorflow/tfjs-core';
import { processor, runtime } from '../machine';
import { checkValue, listOf, record, whole } from '../options';
import { libraryVersion } from './library-version';

/** What a run is made by and on: its bits depend on all of it. */
export type Environment = Readonly<Record<string, string>>;

/** Where a run went on in another environment than before: after how many epochs, and in which. */
export interface Move {
  readonly after: number;
  readonly environment: Environment;
}

/** The environment of this process; `backend` as it describes itself. */
export function environmentOf(backend: string): Environment {
  return { library: libraryVersion(), tfjs: version_core, backend, cpu: processor(), node: runtime() };
}

const place = record<Environment>({});
const placed = record<{ environment: Environment; moves: readonly Move[] }>({
  environment: place,
  moves: listOf(record<Move>({ after: whole(), environment: place })),
});

/** The backend and processor of a run on one line, with the epochs from which on they were others. */
export function trainedOn(run: { environment: Environment; moves: readonly Move[] }): string {
  const { environment, moves } = checkValue('trainedOn', 'run', run, placed);
  const name = ({ backend = 'unknown', cpu = 'unknown' }: Environment) => `${backend}; ${cpu}`;
  const later = moves.map((move) => `; after epoch ${move.after}: ${name(move.environment)}`);
  return name(environment) + later.join('');
}
