import { fromBufferPromise } from 'yauzl';
import { ExtractError } from './extracted.js';
import { FREE_UNPACKED, MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED } from './limits.js';

/**
 * Unpacks the wanted entries of a zip archive, counting what comes out and stopping at the limits, whatever its headers
 * say.
 * @param bytes the archive
 * @param wanted by name
 * @returns the entries by name, in the order of the archive
 * @throws {ExtractError} when it is broken, encrypted or grows beyond the limits
 */
export async function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
  const entries = new Map<string, Uint8Array>();
  let total = 0;
  try {
    const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true });
    if (archive.entryCount > MOST_ENTRIES) throw tooLarge(`has ${archive.entryCount} entries`);
    for await (const entry of archive.eachEntry()) {
      if (!wanted(entry.fileName)) continue;
      if (entry.isEncrypted()) throw new ExtractError('encrypted', 'an office document with a password; take the password off and save it again');
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of (await archive.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
        size += chunk.length;
        total += chunk.length;
        if (total > MOST_UNPACKED) throw tooLarge(`unpacks to more than ${MOST_UNPACKED} bytes`);
        if (size > FREE_UNPACKED && size > MOST_RATIO * entry.compressedSize) throw tooLarge(`has an entry that unpacks to more than ${MOST_RATIO} times its size`);
        chunks.push(chunk);
      }
      entries.set(entry.fileName, Buffer.concat(chunks));
    }
  } catch (error) {
    if (error instanceof ExtractError) throw error;
    throw new ExtractError('broken', `a broken zip archive (${error instanceof Error ? error.message : String(error)}); save the document again`);
  }
  return entries;
}

function tooLarge(what: string): ExtractError {
  return new ExtractError('size', `${what}, as no honest document does; save it again, or split it`);
}
