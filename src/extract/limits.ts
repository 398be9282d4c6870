/** What a document may cost. Above a limit it is named and skipped, and the run goes on. */

const MEBI = 1024 * 1024;

/** Bytes of a file that is not plain text. */
export const MOST_FILE_BYTES = 256 * MEBI;
/** UTF-16 units of the text that comes out of a document. */
export const MOST_TEXT = 64 * MEBI;
/** Bytes that the XML in an office document may have when it is unpacked, together; counted, whatever the headers say. */
export const MOST_UNPACKED = 128 * MEBI;
/** Files in an office document. */
export const MOST_ENTRIES = 10_000;
/** How much larger than packed an entry may get, once it is larger than `FREE_UNPACKED` bytes. */
export const MOST_RATIO = 200;
export const FREE_UNPACKED = 8 * MEBI;
/** Levels of elements in HTML and XML. */
export const MOST_DEPTH = 2_000;
/** Pages of a PDF. */
export const MOST_PAGES = 10_000;
/** Bytes of front matter. */
export const MOST_FRONT_MATTER = 64 * 1024;
/** Milliseconds for one document. */
export const MOST_TIME = 60_000;
/** MiB of JavaScript heap for the extractors. */
export const MOST_HEAP = 768;
