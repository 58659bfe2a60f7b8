/** TypeScript's advice on a missing name, for people who set up a project. */
export const INSTALLING = / Do you need to (install|change) .*/s;

const ARQUERO = "Arquero reads this function as text, where the notebook's variables do not exist";
const ESCAPE = "import { escape } from 'arquero' and write escape((d) => …), which may use anything";

/** @typedef {(name: string) => string | null} WhereDefined */

/**
 * Errors whose own words do not help in a notebook, each with what does.
 *
 * @type {[RegExp, (text: string, name: string, whereDefined: WhereDefined) => string | null][]}
 */
const HINTS = [
  [/^Cannot find (?:name|namespace) '([\w$]+)'/, (_, name, whereDefined) => whereDefined(name)],
  [
    /^Invalid variable reference: |^Invalid function call: .*closures/s,
    () => `${ARQUERO}: pass them, table.params({ k }).filter((d, $) => d.x > $.k), or ${ESCAPE}.`,
  ],
  [
    /^Unsupported expression construct: .*|^Use of ".*" not allowed/,
    (text) =>
      text.includes('ChainExpression')
        ? `Arquero knows no \`?.\` in its expressions: write (d) => d.x, or ${ESCAPE}.`
        : `Arquero knows only simple expressions: ${ESCAPE}.`,
  ],
];

/**
 * What else to say about errors with these messages, a line each, without repetition; `whereDefined(name)` tells a cell.
 *
 * @param {string[]} messages
 * @param {WhereDefined} whereDefined
 */
export function hintsFor(messages, whereDefined) {
  const hints = messages.flatMap((text) =>
    HINTS.flatMap(([pattern, hint]) => {
      const match = pattern.exec(text);
      return (match && hint(match[0], match[1], whereDefined)) || [];
    }),
  );
  return [...new Set(hints)];
}
