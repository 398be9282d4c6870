import type { GroupTrend, Trend } from '../trend.js';
import { printable } from './printable.js';
import type { TrendReport } from './trend.js';
import { SILENCE, TRANSITION_COLUMNS, basis, countSentences, many, range, signed, togetherHead, togetherSentence, trendDetail, trendSentence } from './trend-words.js';

/** A trend for a page: sentences, a table of periods for each group, what moved together, stated transitions. */
export function markdownTrend({ trend, counts, run }: TrendReport): string {
  const out = [`${basis(trend)}.`, '', ...countSentences(counts).map((line) => `- ${line}`), ...(counts.documents > trend.groups.reduce((sum, group) => sum + group.documents, 0) ? [''] : [])];
  for (const group of trend.groups) out.push(...groupLines(group, trend));
  if (trend.transitions.length > 0) {
    out.push('## Transitions that relevant documents state', '', tableLine(TRANSITION_COLUMNS), rule(TRANSITION_COLUMNS.length));
    for (const { group, year, axis, from, to, count, documents } of trend.transitions) out.push(tableLine([group, String(year), axis, from, to, String(count), documents.join(', ')]));
    out.push('');
  }
  out.push(`Made with ${run.tool}${run.lexicons === null ? '' : `, lexicons ${run.lexicons.map(({ id, hash }) => `${id} ${hash.slice(0, 8)}`).join(', ')}`}, seed ${run.options.seed}, ${run.options.resamples} resamples.`);
  return out.map((line) => `${line}\n`).join('');
}

function groupLines({ group, documents, relevant, axes, together, periods }: GroupTrend, { tests }: Trend): string[] {
  const out = [`## ${group === '' ? 'All documents' : cell(group)}`, '', `${many(documents, 'document')}, ${relevant} of them relevant.`, ''];
  for (const axis of axes) {
    const detail = trendDetail(axis);
    out.push(`- ${trendSentence(axis, tests)}.${detail === null ? '' : ` ${detail}.`}`);
  }
  out.push('', tableLine(['period', 'relevant', ...axes.map(({ axis, poles }) => `${axis}: ${poles[0]} (-) to ${poles[1]} (+)`)]), rule(axes.length + 2));
  for (const { name, documents: all, relevant: on, axes: pooled } of periods)
    out.push(
      tableLine([
        name,
        `${on} of ${all}`,
        ...axes.map(({ axis }) => {
          const { theta, interval, reason } = pooled[axis]!;
          return theta === null ? SILENCE[reason!] : `${signed(theta)} (${range(interval!)})`;
        }),
      ]),
    );
  const sentences = together.flatMap((pair) => togetherSentence(pair) ?? []);
  if (sentences.length > 0) out.push('', `W${togetherHead(sentences.length).slice(1)}:`, '', ...sentences.map((line) => `- ${line}`));
  return [...out, ''];
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

function rule(columns: number): string {
  return `|${'---|'.repeat(columns)}`;
}

/** Text that Markdown would read as anything else gets a backslash. */
function cell(text: string): string {
  return printable(text).replace(/[\\`*_[\]<>|#&~!]/g, (char) => `\\${char}`);
}
