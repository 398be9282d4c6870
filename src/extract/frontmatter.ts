import { isMap, isScalar, parseDocument } from 'yaml';
import { toDate } from '../date.js';
import type { Meta, Scalar } from '../types.js';
import { MOST_FRONT_MATTER } from './limits.js';

const FENCED = /^---[ \t]*(?:\r\n?|\n)([^]*?)(?:\r\n?|\n)(?:---|\.\.\.)[ \t]*(?=\r|\n|$)/;
/** Would be more than a field. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);
const MOST_FIELDS = 100;
const LONGEST_VALUE = 2000;

/**
 * Front matter: a YAML mapping between `---` lines at the beginning of a Markdown file. Only its scalar fields are
 * taken; aliases, tags and nested values are passed over, since the file may come from anyone.
 * @returns its fields, and the text with blank lines in its place
 */
export function splitFrontMatter(text: string): { meta: Partial<Meta>; body: string } {
  const [whole, yaml] = FENCED.exec(text.slice(0, MOST_FRONT_MATTER)) ?? [];
  const fields = yaml === undefined ? null : (fieldsOf(yaml) ?? linesOf(yaml));
  if (whole === undefined || fields === null) return { meta: {}, body: text };
  const meta: Partial<Meta> = {};
  for (const [name, value] of fields.slice(0, MOST_FIELDS)) {
    const key = /^(?:title|date|author)$/i.test(name) ? name.toLowerCase() : name;
    if (RESERVED.has(key) || String(value).length > LONGEST_VALUE) continue;
    if (key === 'date') meta.date = toDate(String(value));
    else if (key === 'title') meta.title = value === null ? null : String(value);
    else meta[key] = value;
  }
  return { meta, body: whole.replace(/[^\r\n]+/g, '') + text.slice(whole.length) };
}

/** The scalar fields; null where the YAML is broken or no mapping. */
function fieldsOf(yaml: string): [string, Scalar][] | null {
  try {
    const document = parseDocument(yaml, { schema: 'core', stringKeys: true, uniqueKeys: false, merge: false, logLevel: 'silent' });
    if (document.errors.length > 0 || !isMap(document.contents)) return null;
    return document.contents.items.flatMap(({ key, value }) => {
      if (!isScalar(key) || !isScalar(value) || value.tag !== undefined) return [];
      const scalar = value.value;
      return typeof scalar === 'string' || typeof scalar === 'boolean' || scalar === null || (typeof scalar === 'number' && Number.isFinite(scalar)) ? [[String(key.value), scalar] as [string, Scalar]] : [];
    });
  } catch {
    return null;
  }
}

/** `Title: Growth: a plan` is no YAML, and common: the lines that are `name: value`. Null where the first line is none. */
function linesOf(yaml: string): [string, Scalar][] | null {
  const lines = yaml.split(/\r\n?|\n/).map((line) => /^([A-Za-z][\w-]*):[ \t]*(.*?)[ \t]*$/.exec(line));
  return lines[0] ? lines.flatMap((match) => (match && match[2] !== '' ? [[match[1]!, match[2]!.replace(/^(["'])(.*)\1$/, '$2')] as [string, Scalar]] : [])) : null;
}
