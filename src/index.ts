/** The library. Loading it prints nothing, reads nothing and starts nothing. */
export { analyze, classify } from './classify.js';
export type { Analysis, ClassifyOptions } from './classify.js';
export { compileLexicons } from './lexicon/compile.js';
export type { LexiconSet } from './lexicon/compile.js';
export { ProblemError, problemText } from './problems.js';
export { loadLexicons } from './lexicon/load.js';
export type { LexiconPlaces } from './lexicon/load.js';
export type * from './types.js';
