import Module from 'node:module';

/** What Danfo loads at once and needs for few of its functions: nine tenths of the time that it takes to load. */
export const DANFO_NEEDS_LATER = ['@tensorflow/tfjs-node', 'mathjs', 'request', 'xlsx'];

/**
 * What `load` returns, in which modules of these names are not loaded when they are asked for but when they are first used.
 * `protect` wraps what loads them then.
 *
 * @template T
 * @param {string[]} names
 * @param {() => T} load
 * @param {(load: () => object) => () => object} protect
 * @returns {T}
 */
export function loadLater(names, load, protect = (unprotected) => unprotected) {
  const loader = /** @type {{ _load: Function }} */ (/** @type {unknown} */ (Module));
  const { _load: atOnce } = loader;
  loader._load = (/** @type {string} */ name, /** @type {unknown[]} */ ...rest) => {
    const now = () => atOnce.call(Module, name, ...rest);
    return names.includes(name) ? standIn(protect(now)) : now();
  };
  try {
    return load();
  } finally {
    loader._load = atOnce;
  }
}

/** Stands for a module, which may be a function, until something of it is used. @param {() => object} load */
function standIn(load) {
  /** @type {object | undefined} */
  let loaded;
  const module = () => {
    loaded ??= load();
    return loaded;
  };
  return new Proxy(() => {}, {
    // Compiled imports ask this of what they have just loaded. None of Danfo's is an ES module with a default.
    get: (_, name) => (name === '__esModule' ? undefined : Reflect.get(module(), name)),
    has: (_, name) => Reflect.has(module(), name),
    apply: (_, self, args) => Reflect.apply(/** @type {Function} */ (module()), self, args),
  });
}
