import { comparisonTable } from '../notebook/comparison';
import { countVerdicts } from '../notebook/verdicts';
import { compareWithPublished } from '../paper/compare';
import { inconsistencies } from '../paper/inconsistencies';
import type { PaperReport } from '../paper/report';
import { answerMarks } from '../plot/figures/claims';
import { reportTables } from '../table/own/analysis';
import type { TitledTable } from '../table/table';
import { fittedTable, paragraph } from './layout';

/** From this width on the table of published numbers has room for their units. */
const UNITS_FIT = 96;

/** The report as plain text, no line longer than `width` where a table's columns allow. */
export function reportText(report: PaperReport, width: number): string {
  const parts = [
    paragraph(headline(report), width),
    choices(report, width),
    ...reportTables(report).map((table) => titled(table, width)),
    ...(report.setting ? [comparisonText(report, width), claimsText(report, width)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function headline({ setting, balance, classNames, H, nTrain, nTest }: PaperReport): string {
  const total = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0).toLocaleString('en-US');
  const name = setting ? `${setting}, ${balance}` : 'A network outside the paper';
  return `${name}: ${classNames.length} classes, ${H} features; ${total(nTrain)} training and ${total(nTest)} test instances.`;
}

/** The choices made where the paper leaves one. */
function choices({ options }: PaperReport, width: number): string {
  const listed = (chosen: object) =>
    Object.entries(chosen)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  const { coverage, contribution, sufficient, overlap, frobenius, topK, seed, draws } = options;
  const lines = [
    `coverage: paper = ${listed(coverage.paper)}; exact = ${listed(coverage.exact)}`,
    `contribution: paper = ${listed(contribution.paper)}; exact = ${listed(contribution.exact)}`,
    `deciding features: ${listed(sufficient)}`,
    `overlap: ${listed(overlap)}; distances: ${listed(frobenius)}`,
    `top ${topK} features of an instance; ${draws} samples of equal size, seed ${seed}`,
  ];
  return ['Choices', ...lines.map((line) => paragraph(line, width))].join('\n');
}

function titled({ title, table }: TitledTable, width: number): string {
  return `${paragraph(title, width)}\n${fittedTable(table, width)}`;
}

/** Paper / ours / difference of every published number that this network answers, and the paper's slips. */
function comparisonText({ values }: PaperReport, width: number): string {
  const rows = compareWithPublished(values, ({ id }) => values[id] !== null);
  const shown = ['number', 'paper', 'ours', 'difference', 'holds', ...(width < UNITS_FIT ? [] : ['unit'])];
  const columns = comparisonTable(rows).columns.filter(({ name }) => shown.includes(name));
  const concerned = new Set(rows.flatMap(({ footnotes }) => footnotes));
  const notes = inconsistencies
    .filter(({ id }) => concerned.has(id))
    .map(({ id, text }) => paragraph(`${id} ${text}`, width, 4));
  return [
    'The paper and ours',
    fittedTable({ columns }, width),
    '',
    'Where the paper contradicts itself',
    ...notes,
  ].join('\n');
}

/** Every claim that this network can answer. */
function claimsText({ predicates }: PaperReport, width: number): string {
  const lines = predicates
    .filter(({ pass }) => pass !== null)
    .flatMap(({ id, kind, answer, statement, observed, sure, threshold, reducedPreset }) => {
      const about =
        kind === 'D' ? 'direction' : `magnitude${reducedPreset ? `, preset ${reducedPreset}` : ''}`;
      return [
        paragraph(`${answerMarks[answer]} ${id} (${about}) ${statement}`, width),
        `  ${paragraph(`found ${observed}; asked ${threshold}`, width - 2, 4)}`,
        ...(sure ? [`  ${paragraph(`95 %, where none is left out: ${sure}`, width - 2, 4)}`] : []),
      ];
    });
  return [paragraph(`Claims: ${countVerdicts(predicates)}`, width), ...lines].join('\n');
}
