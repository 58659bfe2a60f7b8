import { whereDefined } from './definitions.mjs';
import { hintsFor, INSTALLING } from './hints.mjs';
import { findLine } from './source-lines.mjs';

/** @typedef {unknown[]} Printed  the arguments of one call of console.error */

/**
 * Turns what tslab's executor printed about a failed cell into a Jupyter error `{ename, evalue, traceback}`.
 * `failures` are the arguments of its console.error calls: one thrown value, or one call a compile error.
 *
 * @param {Printed[]} failures
 * @param {string} code
 */
export function describeFailure(failures, code) {
  const [first] = failures;
  if (!first) return message('Error', 'The cell failed without saying why.', []);
  return first.length === 1 ? describeThrown(first[0]) : describeDiagnostics(failures, code);
}

/** @param {unknown} thrown */
function describeThrown(thrown) {
  if (!(thrown instanceof Error)) return message('Thrown', String(thrown), []);
  const at = findLine(thrown.stack ?? '');
  const where = at ? [`cell [${at.cell}], line ${at.line}: ${at.text}`] : [];
  const frames = (thrown.stack ?? '').split('\n').filter(isUsefulFrame);
  return message(thrown.name, thrown.message, [
    ...where,
    ...frames,
    ...hintsFor([thrown.message], whereDefined),
  ]);
}

/** tslab prints a compile error as `"%s%d:%d - %s", file, line, column, text`. @param {Printed[]} failures @param {string} code */
function describeDiagnostics(failures, code) {
  const source = code.split('\n');
  const reports = failures
    .filter((args) => args.length === 5)
    .map(([, , line, , text]) => ({
      text: String(text).replace(INSTALLING, ''),
      where: `line ${line}: ${source[Number(line) - 1]?.trim() ?? ''}`,
    }));
  const detail = reports.flatMap(({ text, where }) => [where, `  ${text}`]);
  const hints = hintsFor(
    reports.map(({ text }) => text),
    whereDefined,
  );
  return message('CompileError', reports[0].text, [...detail, ...hints]);
}

/** @param {string} ename @param {string} evalue @param {string[]} detail */
function message(ename, evalue, detail) {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`, ...detail] };
}

/** Frames of the libraries that the cell called; those of the kernel itself and of Node say nothing to a reader. @param {string} line */
function isUsefulFrame(line) {
  return /^\s+at /.test(line) && !/node:|tslab|scripts\/kernel|cell-\d+/.test(line);
}
