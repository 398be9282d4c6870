/**
 * Renews the tables in docs/un-speeches.md.
 *
 *   npm run build && node scripts/un-speeches.mjs FOLDER
 *
 * FOLDER holds speeches named COUNTRY_SESSION_YEAR.txt, as in the UN General Debate Corpus. Countries with fewer than 50
 * speeches are left out, and of China those before 1971, which another government gave. What stands outside the
 * markers of a table is prose: read it again when the figures change.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PAGE = 'docs/un-speeches.md';
const FEWEST = 50;
const folder = process.argv[2];
if (folder === undefined) throw new Error('name the folder of speeches');

function stdiplo(...args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['bin/stdiplo.js', ...args], { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const speeches = readdirSync(folder).sort().flatMap((name) => {
  const match = /^([A-Z]{3})_\d+_(\d{4})\.txt$/.exec(name);
  return match && !(match[1] === 'CHN' && Number(match[2]) < 1971) ? [{ name, country: match[1], date: match[2] }] : [];
});
const counts = new Map();
for (const { country } of speeches) counts.set(country, (counts.get(country) ?? 0) + 1);
const kept = speeches.filter(({ country }) => counts.get(country) >= FEWEST);

const work = mkdtempSync(join(tmpdir(), 'stdiplo-un-'));
const [documents, all, china] = ['documents', 'all', 'china'].map((name) => join(work, `${name}.ndjson`));
writeFileSync(documents, kept.map(({ name, date }) => `${JSON.stringify({ id: name, date, text: readFileSync(join(folder, name), 'utf8').replace(/^\ufeff/, '') })}\n`).join(''));
const results = stdiplo('classify', '--quiet', '--resamples', '0', '--input-format', 'ndjson', '--format', 'ndjson', documents)
  .trim()
  .split('\n')
  .map((line, i) => {
    const result = JSON.parse(line);
    if (result.status === 'ok') result.meta.country = kept[i].country;
    return result;
  });
const write = (file, list) => writeFileSync(file, list.map((result) => `${JSON.stringify(result)}\n`).join(''));
write(all, results);
write(china, results.filter((_, i) => kept[i].country === 'CHN'));

const trend = (file, ...args) => JSON.parse(stdiplo('trend', '--results', file, '--format', 'json', ...args));
const chinaYears = trend(china, '--by', 'year', '--change-points');
const chinaFives = trend(china, '--by', '5-years');
const years = trend(all, '--by', 'year', '--group', 'country');
const fives = trend(all, '--by', '5-years', '--group', 'country');
const decades = trend(all, '--by', 'decade', '--group', 'country');
rmSync(work, { recursive: true });

const axes = years.axes.map(({ id }) => id);
const signed = (value) => `${value < 0 && value.toFixed(2) !== '-0.00' ? '\u2212' : '+'}${Math.abs(value).toFixed(2)}`;
const range = (interval) => (interval === null ? 'no interval' : between(interval));
const between = ([low, high]) => `${signed(low)} to ${signed(high)}`;
const chance = (p) => (p < 0.001 ? '< .001' : p < 0.05 && p > 0.0495 ? '< .05' : p > 0.995 ? '> .99' : p.toFixed(p < 0.1 ? 3 : 2).replace('0.', '.'));
const row = (cells) => `| ${cells.join(' | ')} |`;
const head = (cells) => [row(cells), `|${'---|'.repeat(cells.length)}`];

function sentences({ groups: [group] }) {
  return [`${group.documents} speeches, ${group.relevant} of them relevant.`, '', ...group.axes.map(({ sentence }) => `- ${sentence}`)];
}

function changes({ groups: [group] }) {
  return head(['axis', 'last year before the change', 'p, corrected']).concat(group.axes.flatMap(({ axis, change }) => (change ? [row([axis, change.after, chance(change.p)])] : [])));
}

function periods({ groups: [group] }) {
  return head(['years', 'relevant', ...axes]).concat(
    group.periods.map(({ name, documents: of, relevant, axes: pooled }) =>
      row([name, `${relevant} of ${of}`, ...axes.map((id) => (pooled[id].theta === null ? pooled[id].reason.replace('_', ' ') : `${signed(pooled[id].theta)} (${range(pooled[id].interval)})`))]),
    ),
  );
}

function together({ groups: [group] }) {
  return head(['axes', 'rho', 'without their trends']).concat(group.together.flatMap(({ axes: pair, rho, detrended }) => (rho && detrended ? [row([pair.join(', '), ...[rho, detrended].map(({ value, interval }) => `${signed(value)} (${range(interval)})`)])] : [])));
}

function countries({ groups }) {
  const rising = axes.map((id) => groups.map((group) => group.axes.find(({ axis }) => axis === id)).filter(({ sen }) => sen !== null));
  return [
    ...head(['country', 'relevant', ...axes]),
    ...groups.map(({ group, documents: of, relevant, axes: tested }) =>
      row([group, `${relevant} of ${of}`, ...tested.map(({ sen, towards }) => (sen === null ? 'too few' : `${towards === null ? '' : '**'}${signed(sen.slope)} (${range(sen.interval)})${towards === null ? '' : '**'}`))]),
    ),
    row(['rising', '', ...rising.map((list) => `${list.filter(({ sen }) => sen.slope > 0).length} of ${list.length}`)]),
  ];
}

function told({ groups, tests }) {
  const list = groups.flatMap(({ group, axes: tested }) => tested.filter(({ towards }) => towards !== null).map(({ sentence }) => `- ${group}: ${sentence}`));
  return list.length > 0 ? list : [`None, after correction for ${tests} tests.`];
}

const tables = {
  'china-sentences': sentences(chinaYears),
  'china-changes': changes(chinaYears),
  'china-periods': periods(chinaFives),
  'china-together': together(chinaYears),
  countries: countries(years),
  'years-told': told(years),
  'fives-told': told(fives),
  'decades-told': told(decades),
  made: [`${results.length} speeches of ${new Set(kept.map(({ country }) => country)).size} countries, ${results.filter(({ relevance }) => relevance?.label === 'relevant').length} of them relevant; ${fives.run.tool}, seed ${fives.run.options.seed}.`],
};
const page = readFileSync(PAGE, 'utf8').replace(/(<!-- table: (\S+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, start, name, end) => {
  if (tables[name] === undefined) throw new Error(`${PAGE} asks for a table that there is not: ${name}`);
  return `${start}\n${tables[name].join('\n')}\n\n${end}`;
});
writeFileSync(PAGE, page);
