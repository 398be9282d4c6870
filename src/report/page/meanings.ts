/** What the poles of the built-in axes mean, in a reader's words. */
const MEANINGS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['diplomacy-for-st|st-for-diplomacy', ['relations abroad serve science and technology', 'science and technology serve relations abroad, or the good of others']],
  ['factor-based|rule-based', ['carried by projects, funds, people, equipment', 'carried by rules, standards, institutions, principles']],
  ['participatory|initiator', ['the actor joins, follows, receives', 'the actor proposes, founds, leads, gives']],
  ['developed|developing', ['with developed countries', 'with developing countries']],
  ['bilateral|multilateral', ['between two', 'among many, or in an organisation']],
]);

/**
 * What each pole means.
 * @param poles minus pole first
 * @returns null for axes that are not the program's own
 */
export function meanings(poles: readonly string[]): readonly [string, string] | null {
  return MEANINGS.get(poles.join('|')) ?? null;
}
