import * as danfo from 'danfojs-node';

/** Danfo is no module of named exports: cells get what it gives to `require`. */
export const whole = danfo;
