// @ts-check
// Plain JavaScript without any package: set-up asks before the library is built.

const { existsSync } = require('node:fs');

/**
 * Whether there is an NVIDIA graphics processor with its driver: by its device file, or what stands for one in Windows's Linux.
 * No program is started.
 */
function hasNvidia() {
  return existsSync('/dev/nvidia0') || existsSync('/usr/lib/wsl/lib/libcuda.so.1');
}

module.exports = { hasNvidia };
