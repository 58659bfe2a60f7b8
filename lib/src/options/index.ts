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
