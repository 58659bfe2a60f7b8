/**
 * A Markdown template with its numbers: `{{name argument … | digits}}` becomes what the fact `name` answers for the arguments,
 * a number with so many digits after the point (two, where none is given). Arguments with spaces stand in quotes.
 *
 * @param {string} template
 * @param {Record<string, (...args: never[]) => unknown>} facts  a number or a text for texts; null where none is known
 */
export function fill(template, facts) {
  return template.replace(/\{\{(.+?)\}\}/g, (whole, call) => {
    const [, words, digits = '2'] = /^(.*?)(?:\|\s*(\d))?\s*$/.exec(call) ?? [];
    const [name, ...args] = [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
    if (!Object.hasOwn(facts, name))
      throw new Error(`${whole}: there is no fact ${name}; there are ${Object.keys(facts).join(', ')}`);
    const fact = /** @type {(...args: string[]) => unknown} */ (facts[name]);
    const value = fact(...args);
    if (value === null || value === undefined || Number.isNaN(value))
      throw new Error(`${whole}: nothing is known of it`);
    return typeof value === 'number' ? value.toFixed(Number(digits)) : String(value);
  });
}

/** Numbers in a template that look measured, with a point or a percent sign, but were typed. @param {string} template */
export function typedNumbers(template) {
  const prose = template
    .replace(/\{\{.+?\}\}/g, '')
    .replace(/`[^`]*`/g, '')
    .replace(/\bP\d\.\d\b/g, '');
  return prose.match(/\d+\.\d+|\d+(?=\s?%)/g) ?? [];
}
