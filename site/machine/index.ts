// The machine's room in a browser: what `lib/src/machine` gives, from the page's files, its network and its memory.
import { setVariable } from './environment';
import { host } from './host';

export { DiskError, explainingDiskErrors, isTooManyOpen } from '../../lib/src/machine/disk-error';
export { interruptSignal, uninterrupted } from '../../lib/src/machine/interruption';
export {
  catchSignals,
  clearLeftOvers,
  endNow,
  fetchesFromWeb,
  fetchFromWeb,
  installedOnnxRuntime,
  inTemporaryFolder,
  isHere,
  lockHolder,
  onnxRuntime,
  openHdf5File,
  runScript,
  SILENT_MINUTES,
  setExitCode,
  takeLock,
} from './absent';
export { unpackTar } from './archive';
export { crc32, inflate, inflateRaw, inflateStart } from './compression';
export {
  backgroundTurn,
  homeFolder,
  processor,
  runtime,
  setVariable,
  takeSecret,
  terminalWidth,
  threadCount,
  variable,
  workingFolder,
} from './environment';
export { deepEqual } from './equal';
export {
  appendDurably,
  copyFile,
  exists,
  hasOtherNames,
  kindBehind,
  kindOf,
  listedFile,
  listFolder,
  makeFolder,
  move,
  openFile,
  readBytes,
  readText,
  readTextNow,
  realPath,
  remove,
  sizeOf,
  stampOf,
  writeFileAtomically,
} from './files';
export { gpuBackend, hasNvidia, nvidiaModel } from './gpu';
export { hashOf, hashOfFile } from './hash';
export {
  loadedModule,
  moduleFile,
  modulePath,
  packageFolder,
  requireModule,
} from './modules';
export { withPage } from './page';
export { basename, dirname, extname, join, resolve } from './paths';
export { decodeSquare, shownSize } from './pictures';

setVariable('FRAGILITY_CHARTS', 'plotly');
// Data sets are looked for where files are dropped.
setVariable('FRAGILITY_CACHE', '/');
setVariable('FRAGILITY_WASM', `${host().base}wasm/`);
setVariable('FRAGILITY_BACKEND', 'browser');
