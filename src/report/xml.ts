const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };

/**
 * Text for an XML element or attribute. Characters that XML 1.0 cannot hold, not even as entities, are dropped
 * (https://www.w3.org/TR/xml/#charsets); line breaks become entities, since a parser would change them.
 */
export function xmlText(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '').replace(/[&<>"\t\n\r]/g, (char) => ENTITIES[char]!);
}
