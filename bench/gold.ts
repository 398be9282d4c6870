/**
 * How right are the labels? Cross-validated by document, and leaving out whole sources: everything that is learned is
 * learned without the texts it is measured on. Baselines run in the same breath.
 *
 *   npm run bench:gold -- PATH [PATH ...]      coded texts as NDJSON
 *   ONLY=learned WITHOUT='^country-' npm run bench:gold -- PATH      one row, without some domain entries
 */
import { readFileSync } from 'node:fs';
import { BayesClassifier, LogisticRegressionClassifier } from 'natural/lib/natural/classifiers/index.js';
import { classify } from '../src/classify.js';
import { fit, withFitted } from '../src/fit.js';
import { compileLexicons } from '../src/lexicon/compile.js';
import type { LexiconSet } from '../src/lexicon/compile.js';
import { fold, plainForm, stem, words } from '../src/language.js';
import { loadLexicons } from '../src/read.js';
import { fitLogistic, scoreRow } from '../src/regress.js';
import type { Row } from '../src/regress.js';
import type { Lexicon, OkResult } from '../src/types.js';
import { validate } from '../src/validate.js';
import type { Coded, Validation } from '../src/validate.js';

interface Text {
  id: string;
  text: string;
  codes: Map<string, string>;
  group: string;
  source: string;
}

/** As for the lexicons that ship; see CONTRIBUTING. */
const PREVALENCE = 0.67;

const paths = process.argv.slice(2);
const shipped = await loadLexicons();
/** Entries whose id matches WITHOUT are left out: with the names of countries and bodies, say. */
const without = process.env['WITHOUT'] ? new RegExp(process.env['WITHOUT']) : null;
const set = without
  ? compileLexicons(shipped.lexicons.map((lexicon) => ({ ...lexicon, entries: lexicon.entries.filter(({ id }) => lexicon.kind !== 'domain' || !without.test(id)) }) as Lexicon))
  : shipped;
const variables = ['relevant', ...set.axes.map(({ id }) => id)];
const poles = new Map(set.axes.map((axis) => [axis.id, axis.poles]));
const texts: Text[] = paths.flatMap((path) =>
  readFileSync(path, 'utf8').trim().split('\n').map((line) => {
    const record = JSON.parse(line) as Record<string, string>;
    const codes = new Map(variables.map((variable) => [variable, record[variable]!]));
    return { id: record['id']!, text: record['text']!, codes, group: [record['source'], record['country'], record['year']].join('|'), source: record['source']! };
  }),
);

function ok(text: string, lexicons: LexiconSet): OkResult {
  const result = classify(text, lexicons, { resamples: 0 });
  if (result.status === 'error') throw new Error(result.problem.message);
  return result;
}

/** A way to label the texts of `test` having seen only those of `train`. */
type Labeller = (train: Text[], test: Text[]) => OkResult[];

const learned: Labeller = (train, test) => {
  const fitted = compileLexicons(withFitted(set.lexicons, fit(train, set, PREVALENCE), 'training fold'));
  return test.map(({ text }) => ok(text, fitted));
};

/** The same entries with weight 1 and nothing learned, no context, and one hit of each kind for relevance. */
const bare: Labeller = (_, test) => {
  const lexicons = set.lexicons
    .filter(({ kind }) => kind !== 'context')
    .map((lexicon) => ({ ...lexicon, entries: lexicon.entries.map((entry) => ({ ...entry, weight: 1, learned: 0 })) }) as Lexicon)
    .map((lexicon): Lexicon => {
      if (lexicon.kind === 'domain') {
        const coefficients = { bias: -1, 'science-technology': 0, 'cross-border': 0, elsewhere: 0, together: 2, length: 0 };
        return { ...lexicon, relevance: { ...lexicon.relevance, coefficients, threshold: 0.5, inside: 1, beside: 1, outside: 1 } };
      }
      return lexicon.kind === 'axis' || lexicon.kind === 'companion' ? { ...lexicon, label: { least: 0.5, lean: 0.2, each: 2 }, confidence: null } : lexicon;
    });
  const unweighted = compileLexicons(lexicons);
  return test.map(({ text }) => ok(text, unweighted));
};

const stemsOf = new Map<string, string[]>();
function stems(text: string): string[] {
  let found = stemsOf.get(text);
  if (!found) stemsOf.set(text, (found = [...new Set(words(text).map((word) => stem(fold(plainForm(word)))))]));
  return found;
}

/** Stems in at least `least` of the texts, the most frequent first. */
function vocabulary(train: readonly Text[], least: number): string[] {
  const counts = new Map<string, number>();
  for (const { text } of train) for (const word of stems(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= least).sort((a, b) => b[1] - a[1]).map(([word]) => word);
}

type Guess = (text: Text) => string;

/** A labeller from something that learns to guess one variable. */
function wordsOnly(learn: (train: Text[], variable: string) => Guess): Labeller {
  return (train, test) => {
    const results = test.map(({ text }) => structuredClone(ok(text, set)));
    for (const variable of variables) {
      const guess = learn(train, variable);
      test.forEach((text, i) => {
        const said = guess(text);
        if (variable === 'relevant') results[i]!.relevance!.label = said === 'yes' ? 'relevant' : 'off_topic';
        else Object.assign(results[i]!.axes[variable]!, { label: said === 'none' ? null : said, confidence: null });
      });
    }
    return results;
  };
}

/** natural's classifier looks every feature up in every text, so it gets the 1,000 commonest stems. */
const bayes = wordsOnly((train, variable) => {
  const known = new Set(vocabulary(train, 5).slice(0, 1000));
  const classifier = new BayesClassifier();
  for (const { text, codes } of train) classifier.addDocument(stems(text).filter((word) => known.has(word)), codes.get(variable)!);
  classifier.train();
  return ({ text }) => classifier.classify(stems(text).filter((word) => known.has(word)));
});

/** natural's regression takes seconds for a few hundred texts, and hours for all: it gets every n-th text. */
const naturalRegression = wordsOnly((train, variable) => {
  const [mostTexts, mostStems] = [400, 400];
  const every = Math.ceil(train.length / mostTexts);
  const seen = train.filter((_, i) => i % every === 0);
  const known = new Set(vocabulary(seen, 3).slice(0, mostStems));
  const classifier = new LogisticRegressionClassifier();
  for (const { text, codes } of seen) classifier.addDocument(stems(text).filter((word) => known.has(word)), codes.get(variable)!);
  classifier.train();
  return ({ text }) => classifier.classify(stems(text).filter((word) => known.has(word)));
});

/** One regression a code, on the presence of stems, with all texts. */
const regression = wordsOnly((train, variable) => {
  const columns = new Map(vocabulary(train, 5).map((word, i) => [word, i + 1]));
  const row = (text: string): Row => {
    const present = stems(text).flatMap((word) => columns.get(word) ?? []);
    return { columns: [0, ...present], values: [1, ...present.map(() => 1)] };
  };
  const rows = train.map(({ text }) => row(text));
  const penalties = [0, ...Array.from({ length: columns.size }, () => 10)];
  const names = [...new Set(train.map(({ codes }) => codes.get(variable)!))].sort();
  const models = names.map((name) => fitLogistic(rows, train.map(({ codes }) => codes.get(variable) === name), penalties));
  return ({ text }) => {
    const scores = models.map((coefficients) => scoreRow(row(text), coefficients));
    return names[scores.indexOf(Math.max(...scores))]!;
  };
});

/** Splits by key; each part is labelled by a labeller that saw the others. */
function measure(labeller: Labeller, keyOf: (text: Text) => string): Validation {
  const coded: Coded[] = [...new Set(texts.map(keyOf))].sort().flatMap((key) => {
    const test = texts.filter((text) => keyOf(text) === key);
    const results = labeller(texts.filter((text) => keyOf(text) !== key), test);
    return test.map(({ id, codes, source }, i) => ({ id, codes, coders: new Map(), groups: new Map([['source', source]]), result: results[i]! }));
  });
  return validate(coded, poles, 200, 1, 0);
}

const groups = [...new Set(texts.map(({ group }) => group))].sort();
const schemes: [string, (text: Text) => string][] = [
  ['cross-validated by document', ({ group }) => String(groups.indexOf(group) % 5)],
  ['leaving out one source', ({ source }) => source],
];
const labellers: [string, Labeller][] = [
  ['stdiplo, learned weights', learned],
  ['stdiplo, no weights, no context', bare],
  ['naive Bayes on stems (natural)', bayes],
  ['logistic regression on 400 stems, 400 texts (natural)', naturalRegression],
  ['logistic regression on all stems', regression],
];

console.log(`${texts.length} texts from ${paths.length} files; Krippendorff's alpha, macro-F1; poles named rightly / as the opposite\n`);
for (const [scheme, keyOf] of schemes) {
  console.log(`| ${scheme} | ${variables.join(' | ')} |\n|${'---|'.repeat(variables.length + 1)}`);
  for (const [name, labeller] of labellers) {
    if (process.env['ONLY'] && !name.includes(process.env['ONLY'])) continue;
    const { variables: figures, groups: bySource } = measure(labeller, keyOf);
    const cells = figures.map(({ alpha, macroF1, poles: named }) => `${alpha.value!.toFixed(2)}, ${macroF1.value!.toFixed(2)}${named ? `; ${named.right.toFixed(2)}/${named.opposite.toFixed(2)}` : ''}`);
    console.log(`| ${name} | ${cells.join(' | ')} |`);
    if (labeller === learned) {
      console.error(`${scheme}: ECE ${figures.map(({ variable, calibration }) => (calibration ? `${variable} ${calibration.ece!.toFixed(3)} (from 0.8 on: ${(100 * calibration.confident.share).toFixed(0)} %, right ${((calibration.confident.right ?? 0) * 100).toFixed(0)} %)` : '')).join(' ')}`);
      for (const { group, units, alpha } of bySource) console.error(`  ${group} ${units} ${Object.entries(alpha).map(([variable, value]) => `${variable} ${value?.toFixed(2)}`).join(' ')}`);
    }
  }
  console.log('');
}
