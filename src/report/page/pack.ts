import { deflateRawSync } from 'node:zlib';

/**
 * Packs JSON for a page: deflated, then base64, which needs no escaping in HTML. The browser unpacks it by itself
 * (DecompressionStream).
 */
export function pack(json: string): string {
  // Level 6 and a fixed memory level: the same bytes on every machine.
  return deflateRawSync(json, { level: 6, memLevel: 8 }).toString('base64');
}
