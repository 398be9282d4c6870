import type { Hit, Transition } from './types.js';

/**
 * Movements that the text itself states: "from A to B", "no longer A but B", "A has given way to B". The origin is what
 * a cue of kind `transition` reaches; the destination is what else the sentence says of the same axis behind the cue,
 * on the other pole.
 * @param hits every hit of the document, by place
 */
export function findTransitions(hits: readonly Hit[]): Transition[] {
  const bySentence = new Map<number, Hit[]>();
  for (const hit of hits) {
    const list = bySentence.get(hit.sentence);
    if (list) list.push(hit);
    else bySentence.set(hit.sentence, [hit]);
  }
  return hits.flatMap((origin) => {
    const cue = origin.cues.find(({ kind }) => kind === 'transition');
    if (cue === undefined) return [];
    const destination = bySentence.get(origin.sentence)!.find(
      (hit) =>
        hit.lexicon === origin.lexicon && hit.pole !== origin.pole && hit.contribution > 0 && hit.start >= cue.start && !hit.cues.some(({ kind }) => kind === 'transition'),
    );
    if (destination === undefined) return [];
    return [{ axis: origin.lexicon, from: origin.pole, to: destination.pole, sentence: origin.sentence, start: Math.min(origin.start, cue.start), end: Math.max(destination.end, cue.end) }];
  });
}
