import { csvLine } from './csv.js';

/** A coding sheet: what stands in its columns. */
export interface SheetShape {
  /** Variables to code. */
  variables: readonly string[];
  /** With coders, every variable has a column a coder; without, one. */
  coders: readonly string[];
  /** A column for the document that a text is a passage of, so that `fit` keeps its passages together. */
  hasDocument: boolean;
}

/** The header of a coding sheet. */
export function sheetHead({ variables, coders, hasDocument }: SheetShape): string {
  const codes = variables.flatMap((variable) => (coders.length === 0 ? [variable] : coders.map((coder) => `${variable}_${coder}`)));
  return csvLine(['id', ...(hasDocument ? ['document'] : []), 'text', ...codes, 'notes']);
}

/** The row of one text, with nothing but empty cells to code it in. A NUL, which no CSV can hold, becomes a space. */
export function sheetRow({ id, document, text }: { id: string; document: string; text: string }, { variables, coders, hasDocument }: SheetShape): string {
  const codes = Array<null>(variables.length * Math.max(1, coders.length)).fill(null);
  return csvLine([id, ...(hasDocument ? [document] : []), text.replaceAll('\0', ' '), ...codes, null]);
}
