// @ts-check
// Plain JavaScript without any package, as the lock that uses it.

const fs = require('node:fs');
const { dirname } = require('node:path');

/**
 * Makes a folder with all above it, unless it is there. Throws the system's error. Not by Node's own `recursive`, which never
 * ends where a file system takes no folders, as below /proc.
 * @param {string} path
 */
function makeFolders(path) {
  try {
    fs.mkdirSync(path);
  } catch (error) {
    if (fs.statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolders(dirname(path));
    makeLast(path);
  }
}

/**
 * Makes a folder in one that is there; another process may be doing the same.
 * @param {string} path
 */
function makeLast(path) {
  try {
    fs.mkdirSync(path);
  } catch (error) {
    if (!fs.statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

module.exports = { makeFolders };
