// A process of its own that never comes to an end by itself, whatever the first Ctrl-C asks.
const { catchInterrupts } = require('../lib/dist/cli/interrupt');

const { signal } = catchInterrupts(() => console.log('asked'));
setInterval(() => signal.aborted && console.log('still here'), 700);
console.log('ready');
