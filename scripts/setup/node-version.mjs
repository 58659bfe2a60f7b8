/** The oldest Node that can `require` an ES module, which Arquero is. */
const OLDEST_NODE = [20, 19];

const INSTALL =
  'Debian, Ubuntu: sudo apt-get install nodejs npm (or https://nodejs.org) · Fedora: sudo dnf install nodejs npm · macOS: brew install node';

/** True if version `a` is at least `b`, both `[major, minor]`. @param {number[]} a @param {number[]} b */
export function atLeast(a, b) {
  return a[0] > b[0] || (a[0] === b[0] && a[1] >= b[1]);
}

/** What is wrong with this Node, on one line, or null. */
export function nodeProblem(version = process.versions.node) {
  if (atLeast(version.split('.').map(Number), OLDEST_NODE)) return null;
  return `Node ${OLDEST_NODE.join('.')} or newer is needed, this is ${version}. ${INSTALL}`;
}
