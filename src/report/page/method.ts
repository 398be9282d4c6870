import type { LexiconSet } from '../../lexicon/compile.js';
import type { Run } from '../../types.js';
import { MOST_HITS, MOST_TEXT } from './collect.js';
import { html } from './html.js';
import type { Html } from './html.js';
import { grouped } from './words.js';

/** How the labels were made, with what, and what they cannot say. */
export function methodSection(run: Run | null, set: LexiconSet | null): Html {
  return html`<section id="method" aria-labelledby="method-title">
<h2 id="method-title">Method and limits</h2>
<div class="prose">
<h3>How a label comes about</h3>
<ol>
<li><b>Hits.</b> The entries of the lexicons are looked up in the text. Where hits of one lexicon overlap, the longest stands.</li>
<li><b>Relevance.</b> Passages of about 200 words get a score, 0 to 1, from what they hold of science and technology, of things across borders, and of what is off topic. A document's relevance is that of its most relevant passage, less a little where there are many passages. Below the threshold${set?.domain ? html` (${set.domain.relevance.threshold})` : ''} no axis is judged. Hits in passages that are off topic count less.</li>
<li><b>Context.</b> Words around a hit may take it back or make it count less: negation, hypothesis, history, attribution to others. Headings and references are not scored.</li>
<li><b>Contribution.</b> The weight of the entry, times the factor of its sentence, times the factors of the words around it.</li>
<li><b>Position.</b> <i>theta</i> = ln((R + 0.5) / (L + 0.5)), where L and R are the contributions on the first and the second pole (Lowe, Benoit, Mikhaylov &amp; Laver 2011). Above 0 it leans to the second pole. The interval is of 95 %, from the wider of an analytic error and a bootstrap over sentences; * marks one that excludes 0.</li>
<li><b>Label.</b> A pole, mixed, or none with a reason. No evidence is never a zero.</li>
<li><b>Confidence.</b> The chance that the label agrees with a careful coder's, calibrated on coded texts.</li>
</ol>
<h3>Limits</h3>
<ul>
<li>A dictionary sees words, not the world. Irony is beyond it, and so is who a country counts among its partners.</li>
<li>The lexicons were written by reading speeches, government statements, treaties and trade agreements. On other kinds of text, check a sample by hand before you trust the labels.</li>
<li>Scores of different axes, or of different versions of a lexicon (see the hashes), cannot be compared.</li>
<li>This page shows at most ${grouped(MOST_TEXT)} characters and ${grouped(MOST_HITS)} hits of a document. The figures are always of the whole text.</li>
</ul>
${run === null ? html`<p>The results do not say what they were made with: results in NDJSON carry no run.</p>` : made(run)}
</div></section>
`;
}

function made({ tool, lexicons, options }: Run): Html {
  const chosen: [string, string][] = [
    ['seed of the resampling', String(options.seed)],
    ['resamples', String(options.resamples)],
    ['strict: a pole only where the interval excludes 0', options.strict ? 'yes' : 'no'],
    ['least confidence of a label', String(options.minConfidence)],
  ];
  return html`<h3>Made with</h3>
<p>${tool}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Lexicons and options"><table class="plain"><caption>Lexicons</caption><thead><tr><th scope="col">Lexicon</th><th scope="col">Kind</th><th scope="col">SHA-256 of its content</th></tr></thead>
<tbody>${lexicons.map(({ id, kind, hash }) => html`<tr><th scope="row">${id}</th><td>${kind}</td><td class="hash">${hash}</td></tr>`)}</tbody></table>
<table class="plain"><caption>Options</caption><thead><tr><th scope="col">Option</th><th scope="col">Value</th></tr></thead><tbody>${chosen.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table></div>`;
}
