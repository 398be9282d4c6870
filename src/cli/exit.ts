/** What exit codes mean; the README has the same table. */
export const EXIT = {
  /** Done. */
  ok: 0,
  /** Done, but some documents could not be read, or a gate was not met. */
  partial: 1,
  /** Usage, lexicon or configuration wrong, or nothing to do. */
  usage: 2,
  /** A defect of the program. */
  internal: 70,
} as const;
