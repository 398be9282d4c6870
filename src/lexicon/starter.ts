/**
 * The text of a lexicon to begin with: an axis with two poles, explained line by line.
 * @param id of the lexicon: lower-case letters, digits and single hyphens
 * @param schema path or URL of the lexicons' JSON Schema, without white space, for editors that complete and check YAML
 */
export function starterLexicon(id: string, schema: string): string {
  return `# yaml-language-server: $schema=${schema}
# A lexicon of your own: one axis with two poles. Change everything below, then
#   stdiplo lexicon lint FILE                  checks the shape, the patterns and every example
#   stdiplo classify docs --lexicon FILE       uses it beside the built-in axes

id: ${id}    # names the axis in results: lower-case letters, digits, hyphens; no other lexicon may have it
title: Does the actor guard its science and technology, or open it?
kind: axis
poles: [guarded, open]    # minus pole first: theta below 0 leans to guarded, above 0 to open

# How bare words match. stem: "restrict" also finds "restricted" and "restricting"; exact: only the word itself;
# prefix: every word that begins so. An entry may have a "match" of its own.
match: stem

# When a score is a label: "least" is the weight that both poles need together, "lean" the share by which one must
# outweigh the other (0 to 1), "each" the weight that both must reach to be called mixed.
label: { least: 0.5, lean: 0.2, each: 2 }

# A pattern is a row of words, in any spelling: programme also finds program.
#   (a | b c | )   one of these; an empty one means: or nothing
#   <3>            a gap of up to three words
#   =word          exactly so; with its case, if it has a capital
#   ~word          by its stem, whatever "match" says
#   word*          every word that begins so
entries:
  # ---------------------------------------------------------------- guarded
  - id: restrict-transfer    # unique in this file; says what the entry is, since explain and evidence show it
    pole: guarded
    pattern: (restrict | control | prohibit) <3> (export | transfer) of <3> (technology | equipment)
    weight: 1.5    # strength of a hit; 1 if left out. Strong evidence more, a word that is seldom meant so less
    source: our codebook, 1.1    # where it comes from: your codebook, a paper, a document that all can read
    hits: # texts that the pattern must hit; lint runs them
      - The ministry restricted the transfer of laser technology.
    misses: # tempting texts that it must not hit
      - The airport controls the arrival of passengers.
  - id: trade-secret
    pole: guarded
    pattern: (=trade | =business) secret
    source: our codebook, 1.2
    hits:
      - Partners must protect each other's trade secrets.
    misses:
      - It is no secret that trade has grown.

  # ---------------------------------------------------------------- open
  - id: open-science
    pole: open
    pattern: open (science | data | access)
    source: our codebook, 2.1
    hits:
      - Both academies support open science.
    misses:
      - The museum will open a science wing.
  - id: share-results
    pole: open
    pattern: (share | publish) <3> (=data | =findings | =results) (with | freely)
    source: our codebook, 2.2
    hits:
      - Our laboratories share all their data with the region.
    misses:
      - A large share of the data was lost.
`;
}
