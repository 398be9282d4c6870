/** Cuts a stream of bytes into lines or rows, holding one at a time. */

/** A line or row of more bytes than this is not kept. A quote that is never closed would make one row of all that follows. */
export const MOST_ROW_BYTES = 64 * 1024 * 1024;

const [LF, CR, QUOTE] = [0x0a, 0x0d, 0x22];

/**
 * What stands between two separators.
 * @param most a piece of more bytes is not kept
 * @returns the pieces; null for one that was too long
 */
export async function* pieces(stream: AsyncIterable<Uint8Array>, separator: number, most = MOST_ROW_BYTES): AsyncGenerator<Uint8Array | null> {
  let kept = new Kept(most);
  for await (const chunk of stream) {
    let from = 0;
    for (let at = chunk.indexOf(separator); at >= 0; at = chunk.indexOf(separator, from)) {
      kept.add(chunk.subarray(from, at));
      yield kept.bytes();
      kept = new Kept(most);
      from = at + 1;
    }
    kept.add(chunk.subarray(from));
  }
  const last = kept.bytes();
  if (last === null || last.length > 0) yield last;
}

/** A row of a CSV file, its line end left out. */
export interface Row {
  /** Null when the row was too long to keep. */
  bytes: Uint8Array | null;
  /** Number as in a spreadsheet: from 1, the header and blank rows counted. */
  row: number;
  /** First and last line of the file that it takes. */
  lines: [first: number, last: number];
  /** The file ended inside its quotes. */
  isOpen: boolean;
}

/**
 * Cuts CSV into rows at line ends (LF, CRLF, CR) outside quotes. A quote opens only where a cell begins, and a row ends
 * at the first line end after its quotes have closed, so that one bad row costs the rest nothing.
 * @param separators bytes that end a cell; read anew at each byte, since only the header tells which one it is
 * @param most a row of more bytes is not kept
 */
export async function* rows(stream: AsyncIterable<Uint8Array>, separators: { bytes: readonly number[] }, most = MOST_ROW_BYTES): AsyncGenerator<Row> {
  let [row, first, line] = [1, 1, 1];
  let kept = new Kept(most);
  let state: 'start' | 'plain' | 'quoted' | 'closing' = 'start';
  let isAfterReturn = false;
  for await (const chunk of stream) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      if (state === 'quoted') {
        if (byte === QUOTE) state = 'closing';
        else if (byte === LF) line += 1;
      } else if (state === 'closing' && byte === QUOTE) state = 'quoted';
      else if (byte === LF && isAfterReturn) from = at + 1;
      else if (byte === LF || byte === CR) {
        kept.add(chunk.subarray(from, at));
        yield { bytes: kept.bytes(), row, lines: [first, line], isOpen: false };
        kept = new Kept(most);
        [row, line, from, state] = [row + 1, line + 1, at + 1, 'start'];
        first = line;
      } else if (separators.bytes.includes(byte)) state = 'start';
      else state = state === 'start' && byte === QUOTE ? 'quoted' : 'plain';
      isAfterReturn = byte === CR && state === 'start';
    }
    kept.add(chunk.subarray(from));
  }
  const last = kept.bytes();
  if (last === null || last.length > 0) yield { bytes: last, row, lines: [first, line], isOpen: state === 'quoted' };
}

/** Bytes of one piece, until they are too many. */
class Kept {
  private parts: Uint8Array[] = [];
  private size = 0;

  constructor(private readonly most: number) {}

  add(part: Uint8Array): void {
    this.size += part.length;
    if (this.size > this.most) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }

  bytes(): Uint8Array | null {
    return this.size > this.most ? null : Buffer.concat(this.parts);
  }
}

/**
 * The same text as UTF-8 without a byte-order mark, where the mark says that it is UTF-16; line ends are found by bytes.
 * @throws {Error} when it is no UTF-16, whatever its mark says
 */
export async function* inUtf8(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  let decoder: Decoder | null | undefined;
  for await (const chunk of stream) {
    if (decoder === undefined) {
      head = Buffer.concat([head, chunk]);
      if (head.length < 3) continue;
      decoder = decoderOf(head);
      yield decoder ? decodeAs(decoder, head) : withoutMark(head);
    } else yield decoder ? decodeAs(decoder, chunk) : chunk;
  }
  if (decoder === undefined) yield withoutMark(head);
  else if (decoder) yield decodeAs(decoder);
}

type Decoder = InstanceType<typeof TextDecoder>;

function decoderOf(head: Uint8Array): Decoder | null {
  const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
  return encoding && new TextDecoder(encoding, { fatal: true });
}

function decodeAs(decoder: Decoder, bytes?: Uint8Array): Uint8Array {
  try {
    return Buffer.from(bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode());
  } catch {
    throw new Error(`not valid ${decoder.encoding.toUpperCase()}, whatever its byte-order mark says; save it as UTF-8`);
  }
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
