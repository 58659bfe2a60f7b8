// The gate for what a caller gives: each public function says in one table what its options may be, and asks here.
export {
  callback,
  finiteNumbers,
  flag,
  type Kind,
  listOf,
  number,
  oneOf,
  orNull,
  record,
  share,
  text,
  whole,
} from './kinds';
export {
  checkEach,
  checkValue,
  defaultsOf,
  type Given,
  type Options,
  resolveOptions,
  whatIsExpected,
} from './resolve';
export { inWords, isList, nearestWord } from './words';
