// node --require endless-child.cjs fragility.js …: measuring computes for ever, and the data set of a training is never read.
const { writeSync } = require('node:fs');

const begun = () => writeSync(1, 'begun\n');
replace('../lib/dist/paper/report', 'paperReport', () => {
  for (begun(); ; );
});
replace('../lib/dist/train/task', 'loadDataset', () => {
  begun();
  return new Promise((resolve) => setTimeout(resolve, 3_600_000));
});

function replace(file, name, value) {
  const path = require.resolve(file);
  require.cache[path] = {
    exports: new Proxy(require(path), { get: (all, key) => (key === name ? value : all[key]) }),
  };
}
