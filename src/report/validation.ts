import type { Figure, Validation, VariableAgreement } from '../validate.js';
import { printable } from './printable.js';
import { toJson } from './reporter.js';
import { column, painter } from './terminal.js';

/** A validation for people. */
export function prettyValidation(validation: Validation, color: boolean): string {
  const chalk = painter(color);
  const out = [`${validation.units} coded texts`, ''];
  if (validation.coders.length > 0) {
    out.push(chalk.bold('coders with each other (alpha)'));
    for (const { variable, units, alpha } of validation.coders) out.push(`  ${column(variable, 14)}${withInterval(alpha)}  ${units} texts`);
    out.push('');
  }
  out.push(chalk.bold(`${column('', 14)}${column('alpha', 22)}${column('macro-F1', 22)}${column('right', 8)}${column('opposite', 10)}${column('coverage', 10)}${column('rho', 7)}${column('r(length)', 11)}ECE`));
  for (const one of validation.variables) {
    out.push(
      [
        column(one.variable, 14),
        column(withInterval(one.alpha), 22),
        column(withInterval(one.macroF1), 22),
        column(percent(one.poles?.right), 8),
        column(percent(one.poles?.opposite), 10),
        column(percent(one.coverage), 10),
        column(short(one.rho), 7),
        column(short(one.lengthCorrelation), 11),
        short(one.calibration?.ece),
      ].join('').trimEnd(),
    );
  }
  out.push(chalk.dim('right, opposite: of the texts coded as a pole, those named so, and those named as the other pole'), '');
  for (const one of validation.variables) out.push(...table(one, chalk.bold), '');
  for (const one of validation.variables) out.push(...reliability(one, chalk.bold));
  for (const field of new Set(validation.groups.map((group) => group.field))) {
    out.push(chalk.bold(`alpha by ${printable(field)}`));
    for (const { group, units, alpha } of validation.groups.filter((each) => each.field === field))
      out.push(`  ${column(printable(group), 44)}${column(String(units), 6)}${Object.entries(alpha).map(([variable, value]) => `${variable} ${short(value)}`).join('  ')}`);
    out.push('');
  }
  if (validation.worst.length > 0) out.push(chalk.bold('disagreements, the most confident first'));
  for (const { id, variable, gold, given, confidence, evidence } of validation.worst)
    out.push(`  ${printable(id)}  ${variable}: coded ${gold}, named ${given}${confidence === null ? '' : ` (${confidence.toFixed(2)})`}`, ...evidence.slice(0, 5).map((line) => chalk.dim(`      ${printable(line)}`)));
  return out.map((line) => `${line}\n`).join('');
}

/** The same as JSON. */
export function jsonValidation(validation: Validation): string {
  return `${toJson(validation, 2)}\n`;
}

/** One row a variable. */
export function csvValidation(validation: Validation): string {
  const header = 'variable,units,alpha,alpha_low,alpha_high,macro_f1,macro_f1_low,macro_f1_high,right,opposite,coverage,rho,r_length,ece';
  const rows = validation.variables.map((one) =>
    [one.variable, one.units, ...cells(one.alpha), ...cells(one.macroF1), one.poles?.right, one.poles?.opposite, one.coverage, one.rho, one.lengthCorrelation, one.calibration?.ece]
      .map((cell) => (typeof cell === 'number' ? toJson(cell) : (cell ?? '')))
      .join(','),
  );
  return [header, ...rows].map((row) => `${row}\n`).join('');
}

function cells({ value, interval }: Figure): (number | null)[] {
  return [value, interval?.[0] ?? null, interval?.[1] ?? null];
}

function table({ variable, confusion }: VariableAgreement, bold: (text: string) => string): string[] {
  const names = Object.keys(confusion);
  const width = Math.max(...names.map((name) => name.length)) + 2;
  return [
    bold(`${variable}: coded (rows), named (columns)`),
    `  ${column('', width)}${names.map((name) => column(name, width)).join('')}`.trimEnd(),
    ...names.map((name) => `  ${column(name, width)}${names.map((other) => column(String(confusion[name]![other]), width)).join('')}`.trimEnd()),
  ];
}

function reliability({ variable, calibration }: VariableAgreement, bold: (text: string) => string): string[] {
  if (calibration === null) return [];
  const { bins, confident } = calibration;
  return [
    bold(`${variable}: confidence against share right`),
    ...bins.map(({ from, to, count, confidence, right }) => `  ${from.toFixed(1)}-${to.toFixed(1)}  ${column(String(count), 6)}said ${confidence.toFixed(2)}, right ${right.toFixed(2)}`),
    `  from 0.8 on: ${percent(confident.share)} of relevant texts, right ${percent(confident.right)}`,
    '',
  ];
}

function withInterval({ value, interval }: Figure): string {
  return `${short(value)}${interval ? ` [${short(interval[0])}, ${short(interval[1])}]` : ''}`;
}

function short(value: number | null | undefined): string {
  return value === null || value === undefined ? '-' : value.toFixed(2);
}

function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? '-' : `${(100 * value).toFixed(0)} %`;
}
