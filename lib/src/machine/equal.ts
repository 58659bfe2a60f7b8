/** Whether two values are equal all the way down. */
export { isDeepStrictEqual as deepEqual } from 'node:util';
