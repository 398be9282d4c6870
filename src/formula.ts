/** Text that a spreadsheet would run as a formula, after any apostrophes. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** Text that is a number to a spreadsheet too: a column of them that came in is to go out as it was. */
const NEGATIVE = /^-\d+(?:\.\d+)?$/;

/**
 * Makes text safe to open in a spreadsheet: what it would run as a formula gets an apostrophe. Text that looks guarded
 * already gets one more, so that {@link unguardFormula} gives back exactly what was written.
 */
export function guardFormula(text: string): string {
  return FORMULA.test(text) && !NEGATIVE.test(text) ? `'${text}` : text;
}

/** Undoes {@link guardFormula}; also right where a spreadsheet has swallowed the apostrophe. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
