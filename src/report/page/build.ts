/** Builds the page from documents that come one by one. Pure: what comes out is pieces of HTML, in order. */
import { DEFAULTS } from '../../classify.js';
import type { Analysis } from '../../classify.js';
import type { LexiconSet } from '../../lexicon/compile.js';
import type { OkResult, Result, Run } from '../../types.js';
import { toJson } from '../reporter.js';
import { EntryList, pageLexicons, textOfAnalysis, textOfResult, toDocument } from './collect.js';
import { toColumns } from './columns.js';
import type { PackedText, PageData, PageDocument, PageText } from './data.js';
import { Html, dataBlock, html } from './html.js';
import { methodSection } from './method.js';
import { axesSection, corpusSection, countThemes, themesSection } from './overview.js';
import type { Unreadable } from './overview.js';
import { pack } from './pack.js';
import { timeSection } from './time.js';

/** What every page holds beside its data: written by the build from `browser/`. */
export interface Assets {
  script: string;
  style: string;
  /** Their hashes as a Content Security Policy names them: `sha256-...`. */
  scriptHash: string;
  styleHash: string;
}

/** What a page is of. */
export interface PageOptions {
  title: string;
  run: Run | null;
  /** The lexicons in force; null where only results are there. */
  set: LexiconSet | null;
  /** Results that the lexicons are read from where there is no set. */
  results?: readonly Result[];
  /** Whether the page carries the texts. */
  texts: boolean;
}

/** A page in the making. Memory holds a line and a packed text a document. */
export interface PageBuilder {
  /** Adds a document: analysed, as a result, or as the error record of what could not be judged. */
  add(document: Analysis | Result): void;
  /** The page, in pieces. The script stands before the texts, so that a large page is usable while it loads. */
  pieces(): Generator<string>;
}

/** Begins a page. */
export function makePage({ title, run, set, results = [], texts }: PageOptions, assets: Assets): PageBuilder {
  const lexicons = pageLexicons(set, run, results);
  const entries = new EntryList(set, lexicons);
  const documents: PageDocument[] = [];
  const packed: string[] = [];
  const dated: OkResult[] = [];
  const unreadable: Unreadable[] = [];
  const themes = new Map<string, number>();
  const keys = new Set<string>();

  const uniqueKey = (id: string): string => {
    // A link cannot hold half a character.
    const plain = id.replace(/\p{Surrogate}/gu, '\ufffd');
    let key = plain;
    for (let n = 2; keys.has(key); n++) key = `${plain} (${n})`;
    keys.add(key);
    return key;
  };

  return {
    add(item) {
      if ('status' in item && item.status === 'error') return void unreadable.push({ id: item.id, message: item.problem.message });
      const result = 'result' in item ? item.result : item;
      const text: PageText = 'result' in item ? textOfAnalysis(item, set!, entries, texts) : textOfResult(item, entries);
      documents.push(toDocument(result, uniqueKey(result.id), lexicons));
      if (result.meta.date !== null) dated.push({ ...result, evidence: [] });
      countThemes(themes, text.themes);
      packed.push(pack(toJson({ ...text, hits: toColumns(text.hits) } satisfies PackedText)));
    },
    *pieces() {
      const data: PageData = { lexicons, entries: entries.entries, documents, hasTexts: set !== null && texts };
      const time = timeSection(dated, { seed: run?.options.seed ?? DEFAULTS.seed, resamples: run?.options.resamples ?? DEFAULTS.resamples, titles: new Map(lexicons.map(({ id, title: name }) => [id, name])) });
      yield head(title, time.text !== '', assets).text;
      yield corpusSection(documents, unreadable, lexicons).text;
      yield axesSection(documents, lexicons).text;
      yield time.text;
      yield themesSection(themes, lexicons, documents.length).text;
      yield SHELL.text;
      yield methodSection(run, set).text;
      yield html`</div>\n<div id="document-view" hidden></div>\n</main>\n<footer class="page"><p>${run?.tool ?? 'stdiplo'}. This page works by itself: it loads nothing and sends nothing.</p></footer>\n`.text;
      yield dataBlock('data', toJson(data)).text;
      yield `\n<script>${assets.script}</script>\n`;
      // Base64 has no character that HTML could take for its own.
      for (const [i, text] of packed.entries()) yield `<script type="text/plain" id="text-${i}">${text}</script>\n`;
      yield '</body>\n</html>\n';
    },
  };
}

function head(title: string, hasTime: boolean, { style, scriptHash, styleHash }: Assets): Html {
  const policy = `default-src 'none'; script-src '${scriptHash}'; style-src '${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#documents">Skip to the documents</a>
<header class="page"><p class="brand">stdiplo report</p><h1>${title}</h1>
<nav aria-label="Sections"><ul><li><a href="#overview">Overview</a></li><li><a href="#axes">Axes</a></li>${hasTime ? html`<li><a href="#time">Over time</a></li>` : ''}<li><a href="#documents">Documents</a></li><li><a href="#method">Method and limits</a></li></ul></nav></header>
<main id="main">
<div id="corpus-view">
`;
}

const SHELL = html`<section id="documents" aria-labelledby="documents-title">
<h2 id="documents-title" tabindex="-1">Documents</h2>
<noscript><p>The table of documents and the texts need JavaScript, which is switched off. The figures on this page do not.</p></noscript>
<div id="table-view"></div>
</section>
`;
