// Lets the n-th call of the file system that concerns a folder fail, or kill the process: `arm`. Preloaded with FAULT_FOLDER,
// FAULT_AT and FAULT_HOW set, it is armed from the start.
const fs = require('node:fs');
const promises = require('node:fs/promises');

let armed = { folder: '', at: 0, how: '' };
let calls = 0;

/** From now on call number `at` within `folder` fails with the error `how`, or kills. 0: none, they are counted only. */
function arm(folder, at = 0, how = 'EIO') {
  armed = { folder, at, how };
  calls = 0;
}

/** How many calls there were since `arm`. */
function count() {
  return calls;
}

function step(name, path) {
  if (armed.folder === '' || !String(path).startsWith(armed.folder)) return;
  calls++;
  if (calls !== armed.at) return;
  if (armed.how === 'kill') process.kill(process.pid, 'SIGKILL');
  const error = new Error(`${armed.how}: a fault that was put in, ${name} '${path}'`);
  throw Object.assign(error, { code: armed.how, syscall: name, path: String(path) });
}

const SYNC = [
  'statSync',
  'readdirSync',
  'readFileSync',
  'writeFileSync',
  'linkSync',
  'renameSync',
  'mkdirSync',
];
const ASYNC = ['open', 'readFile', 'mkdir', 'rename', 'stat', 'copyFile', 'rm'];
for (const name of SYNC) {
  const own = fs[name];
  fs[name] = (path, ...rest) => {
    step(name, path);
    return own(path, ...rest);
  };
}
for (const name of ASYNC) {
  const own = promises[name];
  promises[name] = async (path, ...rest) => {
    step(name, path);
    const result = await own(path, ...rest);
    return name === 'open' ? watched(result, path) : result;
  };
}

/** A file whose writes and flushes count, too. */
function watched(handle, path) {
  for (const name of ['writeFile', 'sync', 'read']) {
    const own = handle[name].bind(handle);
    handle[name] = async (...args) => {
      step(name, path);
      return own(...args);
    };
  }
  return handle;
}

const { FAULT_FOLDER, FAULT_AT, FAULT_HOW } = process.env;
if (FAULT_FOLDER) {
  arm(FAULT_FOLDER, Number(FAULT_AT), FAULT_HOW);
  process.on('exit', () => fs.writeSync(1, `calls ${calls}\n`));
}

module.exports = { arm, count };
