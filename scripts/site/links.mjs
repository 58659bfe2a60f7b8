import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { at } from '../paths.mjs';
import { slug } from '../report/text.mjs';

/** A link of Markdown to a file of the repository, or to a heading: `[words](path#heading)`. */
const LINK = /(!?)\[([^\]]*)\]\((?!\w+:|\/)([^)#\s]*)(#[^)\s]*)?\)/g;

/**
 * The links of a Markdown text as they lead in the site, where folders lie otherwise than in the repository, and headings have
 * JupyterLab's ids. A link to what the site has not leaves its words.
 *
 * @param {string} text
 * @param {string} from the text's file in the repository
 * @param {(path: string) => string | null} placeOf where a file or folder of the repository lies in the site
 */
export function linksOfSite(text, from, placeOf) {
  const here = posix.dirname(placeOf(from) ?? '');
  return text.replace(LINK, (whole, mark, words, path, heading = '') => {
    if (!path) return heading ? `${mark}[${words}](${headingId(from, heading)})` : whole;
    const target = posix.join(posix.dirname(from), path);
    if (!existsSync(at(target))) return whole;
    const place = placeOf(target);
    return place === null
      ? words
      : `${mark}[${words}](${posix.relative(here, place)}${headingId(target, heading)})`;
  });
}

/** What JupyterLab calls the heading that GitHub calls `id`. @param {string} file @param {string} id */
function headingId(file, id) {
  if (!id) return '';
  const headings = readFileSync(at(file), 'utf8').matchAll(/^#+ (.*)$/gm);
  const found = [...headings].map(([, words]) => words).find((words) => `#${slug(words)}` === id);
  return found ? `#${encodeURIComponent(found.replaceAll(' ', '-'))}` : id;
}
