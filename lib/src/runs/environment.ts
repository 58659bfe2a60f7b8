import { version_core } from '@tensorflow/tfjs-core';
import { packageFolder, processor, readTextNow, runtime } from '../machine';

/** What a run is made by and on: its bits depend on all of it. */
export type Environment = Readonly<Record<string, string>>;

/** Where a run went on in another environment than before: after how many epochs, and in which. */
export interface Move {
  readonly after: number;
  readonly environment: Environment;
}

/** The environment of this process; `backend` as it describes itself. */
export function environmentOf(backend: string): Environment {
  const { version } = JSON.parse(readTextNow(packageFolder('package.json'))) as { version: string };
  return { library: version, tfjs: version_core, backend, cpu: processor(), node: runtime() };
}

/** Backend and processor on one line, with the places where they changed. */
export function trainedOn({
  environment,
  moves,
}: {
  environment: Environment;
  moves: readonly Move[];
}): string {
  const name = ({ backend, cpu }: Environment) => `${backend}; ${cpu}`;
  const later = moves.map((move) => `; after epoch ${move.after}: ${name(move.environment)}`);
  return name(environment) + later.join('');
}
