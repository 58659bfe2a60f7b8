// The only room that knows an operating system: files, processes, the environment, zlib. All the rest of the library asks
// for them here, and runs in any JavaScript engine once another implementation of these few functions stands in their place.
// Every failure of the disk is a UserError that names the path.
export { unpackTar } from './archive';
export { type Page, withPage } from './chromium';
export { crc32, inflate, inflateRaw, inflateStart } from './compression';
export { DiskError, explainingDiskErrors, isTooManyOpen } from './disk-error';
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
  type OpenFile,
  openFile,
  readBytes,
  readText,
  readTextNow,
  realPath,
  remove,
  sizeOf,
  stampOf,
} from './files';
export { type GpuBackend, gpuBackend, nvidiaModel } from './gpu';
export { hashOf, hashOfFile } from './hash';
export { type Hdf5About, type Hdf5File, openHdf5File } from './hdf5';
export { interruptSignal, uninterrupted } from './interruption';
export { clearLeftOvers } from './left-overs';
export { type Holder, isHere, type Lock, lockHolder, SILENT_MINUTES, takeLock } from './locking';
export {
  loadedModule,
  moduleFile,
  modulePath,
  packageFolder,
  requireModule,
} from './modules';
export { hasNvidia } from './nvidia.cjs';
export {
  installedOnnxRuntime,
  type OnnxRuntime,
  type OnnxSession,
  type OnnxTensor,
  onnxRuntime,
} from './onnx-runtime';
export { basename, dirname, extname, join, resolve } from './paths';
export { decodeSquare, type Fit, type RawPicture, shownSize } from './pictures';
export { catchSignals, endNow, runScript, setExitCode } from './process';
export { inTemporaryFolder } from './temporary';
export { fetchesFromWeb, fetchFromWeb } from './web';
export { writeFileAtomically } from './write';
