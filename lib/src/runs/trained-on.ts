import { dirname, exists } from '../machine';
import { RunFolder } from './run-folder';
import { parseConfiguration, type RunConfiguration } from './stored';

/**
 * What a file of weights says of its training, in its metadata or, as a run's folder, in the config.json beside it. Null:
 * nothing; a config.json of another program says nothing either.
 */
export async function trainedOn(
  file: string,
  { run }: Readonly<Record<string, string>>,
): Promise<Pick<RunConfiguration, 'config' | 'own'> | null> {
  if (run !== undefined) return parseConfiguration(file, run);
  const folder = new RunFolder(dirname(file));
  if (!exists(folder.file('config.json'))) return null;
  return folder.configuration().catch(() => null);
}
