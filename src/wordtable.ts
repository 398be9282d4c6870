/**
 * Remembers a number for each word form, and finds it again by hash and characters: no string is made of a word that
 * is known. Forgets everything when full, so that a long-lived process does not grow.
 */
export class WordTable {
  /** Number of a remembered word plus 1, by hash; collisions go to the next place. Never more than half full, and small at first. */
  private slots = new Int32Array(1 << 14);
  /** The characters of remembered words, one after the other; those of word w end where word w + 1 begins. */
  private pool = new Uint16Array(1 << 15);
  private readonly begins = new Int32Array(MOST_FORMS + 1);
  private readonly hashes = new Int32Array(MOST_FORMS);
  private readonly values = new Int32Array(MOST_FORMS);
  private count = 0;

  /** @param valueOf what to remember of a form that is met for the first time */
  constructor(private readonly valueOf: (form: string) => number) {}

  /**
   * The number of `text.slice(start, end)`.
   * @param hash of those characters, as `tokenize` gives it
   */
  get(text: string, start: number, end: number, hash: number): number {
    const { slots } = this;
    for (let slot = placeOf(hash, slots), word = slots[slot]!; word !== 0; slot = (slot + 1) & (slots.length - 1), word = slots[slot]!)
      if (this.hashes[word - 1] === hash && this.isWord(word - 1, text, start, end)) return this.values[word - 1]!;
    const value = this.valueOf(text.slice(start, end));
    if (end - start <= LONGEST_FORM) this.remember(text, start, end, hash, value);
    return value;
  }

  private isWord(word: number, text: string, start: number, end: number): boolean {
    const { pool } = this;
    const begin = this.begins[word]!;
    const length = end - start;
    if (this.begins[word + 1]! - begin !== length) return false;
    for (let i = 0; i < length; i++) if (pool[begin + i] !== text.charCodeAt(start + i)) return false;
    return true;
  }

  private remember(text: string, start: number, end: number, hash: number, value: number): void {
    if (this.count === MOST_FORMS) {
      this.slots.fill(0);
      this.count = 0;
    }
    const begin = this.begins[this.count]!;
    const behind = begin + end - start;
    if (behind > this.pool.length) {
      const larger = new Uint16Array(this.pool.length * 2);
      larger.set(this.pool);
      this.pool = larger;
    }
    for (let i = start; i < end; i++) this.pool[begin + i - start] = text.charCodeAt(i);
    this.values[this.count] = value;
    this.hashes[this.count] = hash;
    this.count += 1;
    this.begins[this.count] = behind;
    if (this.count * 2 <= this.slots.length) this.put(this.count);
    else {
      this.slots = new Int32Array(this.slots.length * 2);
      for (let word = 1; word <= this.count; word++) this.put(word);
    }
  }

  private put(word: number): void {
    const { slots } = this;
    let slot = placeOf(this.hashes[word - 1]!, slots);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = word;
  }
}

const MOST_FORMS = 200_000;
/** Longer words are worked out anew each time. */
const LONGEST_FORM = 64;

function placeOf(hash: number, slots: Int32Array): number {
  return (hash ^ (hash >>> 15)) & (slots.length - 1);
}
