/** The library. Loading it prints nothing, reads nothing and starts nothing. */
export { analyze, classify } from './classify.js';
export type { Analysis, ClassifyOptions } from './classify.js';
export { compileLexicons } from './lexicon/compile.js';
export type { LexiconSet } from './lexicon/compile.js';
export { parseDate, parseUnit } from './period.js';
export type { PartialDate, Unit } from './period.js';
export { ProblemError, problemText } from './problems.js';
export { loadLexicons } from './lexicon/load.js';
export type { LexiconPlaces } from './lexicon/load.js';
export { trend } from './trend.js';
export type { AxisTrend, Correlation, GroupTrend, PerDecade, StatedTransitions, Together, Trend, TrendOptions } from './trend.js';
export { axesOf, toMark } from './trend-pool.js';
export type { Mark, Omission, Period, PeriodAxis, PoolOptions, Silence, TrendAxis } from './trend-pool.js';
export type { MannKendall } from './trend-test.js';
export type * from './types.js';
