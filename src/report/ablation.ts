import type { AblatedPart, Ablation } from '../ablate.js';
import { rounded } from '../rounded.js';
import { toJson } from './reporter.js';
import { column, painter } from './terminal.js';

/** An ablation for people: parts that change a label. */
export function prettyAblation({ grain, units, alpha, parts }: Ablation, color: boolean): string {
  const chalk = painter(color);
  const [telling, idle] = [parts.filter(({ changed }) => changed > 0), parts.filter(({ changed }) => changed === 0)];
  const widths = { variable: widest(telling, ({ variable }) => variable), lexicon: widest(telling, ({ lexicon }) => lexicon) };
  const line = (mark: string, change: string, texts: string, changed: string, variable: string, lexicon: string, entry: string): string =>
    `${mark} ${change.padStart(8)}${texts.padStart(7)}${changed.padStart(8)}  ${column(variable, widths.variable)}${column(lexicon, widths.lexicon)}${entry}`.trimEnd();
  const out = [
    `${units} coded texts; alpha with everything: ${Object.entries(alpha).map(([variable, value]) => `${variable} ${value === null ? '-' : value.toFixed(3)}`).join(', ')}`,
    '',
    chalk.bold(line(' ', 'change', 'found', 'labels', 'variable', 'lexicon', grain === 'lexicons' ? '' : 'entry')),
    ...telling.map((part) => {
      const text = line(part.harmful ? '!' : ' ', signed(part.change), String(part.texts), String(part.changed), part.variable, part.lexicon, part.entry === null ? '' : `${part.entry} (${part.pole})`);
      return part.harmful ? chalk.yellow(text) : text;
    }),
    '',
    `${idle.length} others change no label, ${idle.filter(({ texts }) => texts === 0).length} of them found in no text`,
    chalk.dim('change: alpha without it, less alpha with it; !: agreement would be better without it'),
    chalk.dim('found: coded texts that have it; labels: those with another label without it'),
  ];
  return out.map((row) => `${row}\n`).join('');
}

/** The same as JSON, with all parts. */
export function jsonAblation(ablation: Ablation): string {
  return `${toJson(ablation, 2)}\n`;
}

/** One row a part and variable. */
export function csvAblation({ parts }: Ablation): string {
  const rows = parts.map((part) =>
    [part.lexicon, part.entry, part.pole, part.variable, part.texts, part.changed, part.alpha, part.change, part.harmful].map((cell) => (typeof cell === 'number' ? rounded(cell) : (cell ?? ''))).join(','),
  );
  return ['lexicon,entry,pole,variable,texts,changed,alpha,change,harmful', ...rows].map((row) => `${row}\n`).join('');
}

function widest(parts: readonly AblatedPart[], name: (part: AblatedPart) => string): number {
  return Math.max(...parts.map((part) => name(part).length), 'variable'.length) + 2;
}

function signed(change: number | null): string {
  return change === null ? '-' : `${change > 0 ? '+' : ''}${rounded(change).toFixed(4)}`;
}
