import { UserError } from '../errors';
import { exists, join, listFolder } from '../machine';

/**
 * The folders in `parent` that hold a run, finished or not, by name; also what cannot be looked into: whoever reads it says
 * why.
 */
export function runFolders(parent: string): string[] {
  const folders = listFolder(parent).map((name) => join(parent, name));
  return folders.filter((folder) => {
    try {
      return exists(join(folder, 'config.json'));
    } catch (error) {
      if (error instanceof UserError) return true;
      throw error;
    }
  });
}
