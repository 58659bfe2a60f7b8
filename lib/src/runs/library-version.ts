import { packageFolder, readTextNow } from '../machine';

/** The version of this library. */
export function libraryVersion(): string {
  return (JSON.parse(readTextNow(packageFolder('package.json'))) as { version: string }).version;
}
