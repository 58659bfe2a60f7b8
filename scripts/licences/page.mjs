import { readdirSync, readFileSync } from 'node:fs';
import { markdownTable } from '../markdown-table.mjs';
import { at } from '../paths.mjs';

const INTRODUCTION = `# Licences

Made by \`npm run licences\`: every package that set-up installs, in the version and of the hash that the lists of this repository
have (\`package-lock.json\`, \`scripts/requirements/\`), with the licence that it states. None of them is part of this repository.
This project's own licence is [MIT](../LICENSE).

## Old ones

* \`request\` 2.88 and \`tough-cookie\` 2.5, which Danfo asks for and nobody maintains, are replaced by an override in
  \`package.json\`: \`@cypress/request\`, a maintained one of the same interface.
* \`xlsx\` 0.18.5, which Danfo loads, is the last that npm has; newer ones are only on its maker's own site, where no lock file of npm
  can vouch for them. Its known faults need a hostile workbook to be read. Nothing here reads workbooks: do not give Danfo's
  \`readExcel\` a file that you do not trust.`;

/**
 * The page of licences as Markdown.
 *
 * @param {Record<string, string | null>} python  licences by `name==version`
 */
export function licencesPage(python) {
  const rows = pythonPackages().map(([name, version]) => [
    name,
    version,
    python[`${name}==${version}`] ?? NOT_HERE,
  ]);
  return [
    INTRODUCTION,
    '## npm',
    markdownTable(['package', 'version', 'licence'], npmPackages()),
    '## Python',
    markdownTable(['package', 'version', 'licence'], rows),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

const NOT_HERE = 'for another system or Python';

/** `[name, version, licence]` of each package of package-lock.json. */
export function npmPackages() {
  const { packages } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'));
  const rows = Object.entries(packages)
    .filter(([folder, { link }]) => folder.includes('node_modules/') && !link)
    .map(([folder, { name, version, license }]) => [
      name ?? folder.slice(folder.lastIndexOf('node_modules/') + 13),
      version,
      license ?? 'see the package',
    ]);
  return unique(rows);
}

/** `[name, version]` of each package of the lists for Python. */
export function pythonPackages() {
  const folder = at('scripts', 'requirements');
  const lists = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  const texts = lists.map((file) => readFileSync(at('scripts', 'requirements', file), 'utf8'));
  return unique(
    [...texts.join('\n').matchAll(/^([\w.-]+)(?:\[.*\])?==(\S+)/gm)].map(([, name, version]) => [
      name,
      version,
    ]),
  );
}

/** Sorted, each once. @param {string[][]} rows */
function unique(rows) {
  const byId = new Map(rows.map((row) => [`${row[0]} ${row[1]}`, row]));
  return [...byId.keys()].sort().map((id) => byId.get(id) ?? []);
}
