/**
 * The known word that a misspelt one most likely stands for: the fewest letters put in, left out, replaced, or neighbours
 * changed for each other (Damerau 1964, Levenshtein 1966), case and hyphens aside.
 * @returns null when none is nearer than a third of its letters, at least one
 */
export function nearest(word: string, known: readonly string[]): string | null {
  // Longer words than any of ours are no misspellings, and would take long.
  if (word.length > 100) return null;
  let best: string | null = null;
  let least = Infinity;
  for (const candidate of known) {
    const away = distance(plain(word), plain(candidate));
    if (away < least && away <= Math.max(1, Math.floor(candidate.length / 3))) [best, least] = [candidate, away];
  }
  return best;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, '');
}

function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2]![j - 2]! + 1 : Infinity;
      row.push(Math.min(swapped, rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + Number(a[i - 1] !== b[j - 1])));
    }
    rows.push(row);
  }
  return rows.at(-1)![b.length]!;
}
