import { UserError } from '../errors';

/** For each option the values it may take. */
export type Choices<T> = { readonly [K in keyof T]: readonly T[K][] };

/** `defaults` with `overrides` put over them. Throws UserError on an unknown option or value. */
export function resolveOptions<T extends object>(
  where: string,
  choices: Choices<T>,
  defaults: T,
  overrides: Partial<T>,
): T {
  const known = Object.keys(choices).join(', ');
  for (const [name, value] of Object.entries(overrides)) {
    const allowed: readonly unknown[] | undefined = Object.hasOwn(choices, name)
      ? choices[name as keyof T]
      : undefined;
    if (!allowed) throw unknown(where, `option '${name}'`, known);
    if (!allowed.includes(value)) throw unknown(where, `${name}: '${value}'`, allowed.join(', '));
  }
  return { ...defaults, ...overrides };
}

function unknown(where: string, given: string, allowed: string): UserError {
  return new UserError({ where, given, expected: `one of ${allowed}`, remedy: 'Choose one of these.' });
}
