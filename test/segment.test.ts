import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { segment } from '../src/segment.js';
import { tokenize } from '../src/tokenize.js';

function sentencesOf(text: string): string[] {
  const tokens = tokenize(text);
  return segment(tokens).map(({ from, to }) => text.slice(tokens.starts[from], tokens.ends[to - 1]).replace(/\s+/g, ' '));
}

describe('segment', () => {
  test.each([
    ['two sentences', 'We joined. They led.', ['We joined', 'They led']],
    ['question and exclamation', 'Why? Because! Yes.', ['Why', 'Because', 'Yes']],
    ['title', 'Mr. Smith met Dr. Jones. They spoke.', ['Mr. Smith met Dr. Jones', 'They spoke']],
    ['initial', 'J. Smith spoke.', ['J. Smith spoke']],
    ['paragraph number', '24. Technology spreads. 25. It grows.', ['24. Technology spreads', '25. It grows']],
    ['decimal', 'It grew by 3.5 per cent. Good.', ['It grew by 3.5 per cent', 'Good']],
    ['country initials inside', 'The U.S. and Japan agreed.', ['The U.S. and Japan agreed']],
    ['country initials inside, before a name', 'The U.S. Government agreed.', ['The U.S. Government agreed']],
    ['country initials at the end', 'They met in the U.S. The talks went on.', ['They met in the U.S.', 'The talks went on']],
    ['abbreviation', 'See Art. 5 and No. 7 of it.', ['See Art. 5 and No. 7 of it']],
    ['closing quotation', '"We lead." They follow.', ['We lead', 'They follow']],
    ['closing bracket', 'We lead (for now.) They follow.', ['We lead (for now', 'They follow']],
    ['hard-wrapped line', 'We shall\njoin the\nproject. Then\nwe lead.', ['We shall join the project', 'Then we lead']],
    ['CRLF', 'We shall\r\njoin.\r\nThen go.', ['We shall join', 'Then go']],
    ['blank line', 'A title\n\nThe text', ['A title', 'The text']],
    ['list', 'We will:\n- join the project;\n- lead it.', ['We will', 'join the project', 'lead it']],
    ['bullets', '• join • lead', ['join', 'lead']],
    ['lower case after a stop', 'approx. ten and etc. more', ['approx. ten and etc. more']],
    ['Chinese stop', '合作。交流。', ['合作', '交流']],
    ['glued stop', 'the end.The next', ['the end.The next']],
  ])('%s', (_, text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  test.each([
    ['a numbered heading over its text', '3. The science fund\nThe Government will give to it.', ['heading', 'prose']],
    ['a treaty heading', 'Article IV Data\nThe Parties exchange data.', ['heading', 'prose']],
    ['a numbered sentence that runs over lines', '3. The Government of\nBrazil will give.', ['prose']],
    ['a numbered sentence with a name on the next line', '12. Together with Japan and\nChina it will give.', ['prose']],
    ['a table of contents', 'Introduction ........ 4\nThe fund . . . . . . 7\nWe lead it.', ['heading', 'heading', 'prose']],
    ['a salutation', 'Mr. President, Excellencies, ladies and gentlemen!\n\nWe lead.', ['furniture', 'prose']],
    ['a sentence that begins with one', 'Mr. President, we lead the project.', ['prose']],
    ['a page line', 'We lead.\n\nPage 3 of 12\n\nWe join.', ['prose', 'furniture', 'prose']],
    ['an ellipsis', 'We lead ... 4 of them.', ['prose', 'prose']],
    ['a reference list', 'We lead.\n\nReferences\n\nA. Writer (2001). On labs. Some Press.\n\nB. Writer (2002). On funds.', ['prose', 'heading', 'reference', 'reference', 'reference', 'reference', 'reference']],
    ['after the references', 'Notes\n\nOne note here.\n\nAnnex one\n\nWe lead.', ['heading', 'reference', 'heading', 'prose']],
    ['a citation anywhere', 'We lead. Writer, A. (2011) On labs, 12(3), 4-9.', ['prose', 'reference']],
    ['an address', 'See https://example.org/plan for more.', ['reference']],
    ['a year in brackets alone', 'The Charter (1945) binds us.', ['prose']],
  ])('%s', (_, text, kinds) => {
    expect(segment(tokenize(text)).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('headings stand alone and are not closed like a sentence', () => {
    const text = 'Research cooperation\n\nWe cooperate.\n\nNotes:\n\nDone.';
    expect(segment(tokenize(text)).map(({ kind }) => kind)).toEqual(['heading', 'prose', 'prose', 'prose']);
  });

  test('text without full stops is cut all the same', () => {
    const text = 'word '.repeat(1000);
    expect(segment(tokenize(text)).map(({ from, to }) => to - from)).toEqual([400, 400, 200]);
  });

  test('sentences cover every word once, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('We', 'lead', '.', ' ', '\n', '\n\n', '!', 'U.S.', '1', ';\n', '• ', '。')).map((parts) => parts.join('')), (text) => {
        const tokens = tokenize(text);
        let next = 0;
        for (const { from, to } of segment(tokens)) {
          expect(from).toBe(next);
          expect(to).toBeGreaterThan(from);
          next = to;
        }
        expect(next).toBe(tokens.starts.length);
      }),
    );
  });
});
