import { describe, expect, test } from 'vitest';
import { classify } from '../src/classify.js';
import { shipped } from './support/lexicons.js';

const lexicons = await shipped();

function relevant(text: string): boolean {
  const result = classify(text, lexicons, { resamples: 0 });
  if (result.status === 'error') throw new Error(result.problem.message);
  return result.relevance!.label === 'relevant';
}

/** The codebook's hard cases, one text on each side of the line. Our own words. */
describe('what is on topic, and what only looks so', () => {
  test.each<[string, boolean, string]>([
    ['arms: governing the technology', true, 'We support international control of atomic energy. The Agency should inspect reactors in all countries, so that the peaceful uses of nuclear technology are open to every nation and none is diverted to weapons.'],
    ['arms: cutting arsenals', false, 'The two great Powers must cut their arsenals. Warheads and missiles have been piled up beyond all reason, and the arms race eats up money that our hungry peoples need. General and complete disarmament is the hope of mankind.'],
    ['vaccines: making them', true, 'We ask that patents on the vaccine be waived and the know-how be shared, so that laboratories in developing countries can produce it. Our scientists stand ready to work with researchers abroad on new vaccines.'],
    ['vaccines: giving doses', false, 'Rich countries have hoarded doses while our people wait. We thank our friends for the half a million doses that arrived last month, and we call for a fair distribution of vaccines to all nations.'],
    ['technical assistance: what the text is about', true, 'The expanded programme of technical assistance has sent engineers and agronomists to forty countries. The fellowships that it offers to young technicians from underdeveloped countries are its best work, and we shall raise our contribution to it.'],
    ['technical assistance: one item of a list', false, 'The Ministers reviewed their relations in the political, military, economic, cultural, sporting and technical fields, expressed satisfaction, and agreed to hold elections of their delegates in spring. They paid tribute to the founders of the Union.'],
    ['sea-bed: sharing the technology', true, 'The authority for the deep sea-bed should provide for the transfer of marine technology to developing countries and for joint oceanographic research, so that all nations can share in the knowledge of the ocean floor.'],
    ['sea-bed: jurisdiction', false, 'The breadth of the territorial sea has been claimed at twelve miles by some and at two hundred by others. Landlocked States are entitled to transit, and disputes over the continental shelf belong before the Court.'],
    ['domestic policy', false, 'The Government will spend two billion on university research and on science teachers over five years. Tax credits will help small firms to innovate, and a new council will advise the Prime Minister on jobs of the future.'],
    ['domestic policy with cooperation as its subject', true, 'Under the new agreement with Japan our universities will exchange researchers and run joint projects on batteries. The Government has set aside funds for bilateral research cooperation and for fellowships of foreign scientists.'],
    ['digital trade', false, 'Neither Party shall impose customs duties on electronic transmissions. Each Party shall accord to digital products of the other Party treatment no less favourable than it accords to like products, and tariffs shall be eliminated.'],
    ['digital governance', true, 'The two sides will cooperate on standards for artificial intelligence and on the security of networks, exchange experts in cybersecurity, and develop shared principles for trustworthy AI in international bodies.'],
    ['a passing phrase', false, 'In this age of science and technology, when men have walked on the moon, it is a shame that hunger and war remain. Let this Assembly rise to its task, admit new Members, and end colonial rule in the south.'],
    ['space', true, 'We shall launch a joint satellite with our neighbours and share its data on crops and floods with all countries of the region. Cooperation in outer space is for the benefit of all mankind.'],
  ])('%s: %s', (_, expected, text) => {
    expect(relevant(text)).toBe(expected);
  });
});
