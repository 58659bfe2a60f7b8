/** Where the library, once a cell has loaded it, leaves its `show`. */
const SHOW = Symbol.for('cnn-fragility.show');

/** Shows the value of a cell's last expression: objects as the library shows them, if it is loaded; else as Node prints it. @param {unknown} value */
export function showLastValue(value) {
  const show = Reflect.get(globalThis, SHOW);
  if (show && typeof value === 'object' && value !== null) show(value);
  else console.log(value);
}
