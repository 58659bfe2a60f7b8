// A process of its own that does what `fragility train` does, on the shapes.
// node terminal-child.cjs SHAPES CONFIG RUNS [LINE [SIGNAL]], the first two as JSON: once its output holds LINE, Ctrl-C comes,
// or another signal.
const { trainInTerminal } = require('../lib/dist/cli/train');
const { shapes } = require('../lib/dist/data');

const [options, config, runs, line, signal = 'SIGINT'] = process.argv.slice(2);
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (text, ...rest) => {
  if (line && String(text).includes(line)) process.kill(process.pid, signal);
  return write(text, ...rest);
};
trainInTerminal(JSON.parse(config), shapes(JSON.parse(options)), runs);
