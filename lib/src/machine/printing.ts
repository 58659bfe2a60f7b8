/** Any value as the system prints it, and whether two are equal all the way down. */
export { inspect, isDeepStrictEqual as deepEqual } from 'node:util';
