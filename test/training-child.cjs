// A process of its own that trains and says after each batch how far it is, or why it cannot; test/training-fixtures.ts kills it.
// node training-child.cjs SHAPES CONFIG FOLDER, the first two as JSON.
const { shapes } = require('../lib/dist/data');
const { trainRun } = require('../lib/dist/runs/run');

const [options, config, folder] = process.argv.slice(2);
trainRun(JSON.parse(config), shapes(JSON.parse(options)), folder, {
  onBatch: (epoch, done) => console.log(`epoch ${epoch} images ${done}`),
}).catch((error) => console.log(String(error)));
