/**
 * Conditions on a document, such as `role.label == "initiator" && year >= 2013`: read once, asked often. Nothing is
 * evaluated as code; what a name stands for is the caller's to say.
 */
import { ProblemError } from './problems.js';
import type { Scalar } from './types.js';

/** What a name stands for. */
export interface Name<Subject> {
  /** `any`: known only when a document is seen. */
  kind: 'number' | 'text' | 'truth' | 'any';
  /** All that a text can be. */
  choices?: readonly string[];
  /** One value, or several, of which one must meet a comparison; null is a missing value. */
  of(subject: Subject): readonly Scalar[];
}

/** Looks a name up; says what is wrong with it when it cannot exist. */
export type Names<Subject> = (name: string) => Name<Subject> | { message: string; remedy: string };

/** A condition that was read. */
export interface Expression<Subject> {
  text: string;
  /** The names in it, each once, in order. */
  names: ReadonlyMap<string, Name<Subject>>;
  holds(subject: Subject): boolean;
}

/** Longer conditions are refused, deeper ones too: both come from files that a stranger may have written. */
const MOST_CHARACTERS = 2000;
const MOST_DEPTH = 50;

const TEXT = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
// A name may hold hyphens, as ids of lexicons do, and begin with digits where a letter follows.
const NAME = String.raw`\d*[\p{L}_][\p{L}\p{M}\p{N}_]*(?:[-.][\p{L}\p{M}\p{N}_]+)*`;
const TOKEN = new RegExp(String.raw`(?:(?<number>-?\d+(?:\.\d+)?)(?![\p{L}\p{N}_.-])|(?<text>${TEXT})|meta\[(?<field>${TEXT})\]|(?<name>${NAME})|(?<sign>&&|\|\||[=!<>]=|[<>!()]))\s*`, 'yu');
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=']);

interface Token {
  at: number;
  kind: 'sign' | 'name' | 'literal' | 'end';
  value: Scalar;
}

interface Operand<Subject> extends Name<Subject> {
  at: number;
  /** As it was written. */
  said: string;
  /** Undefined where it is a name. */
  literal?: Scalar;
}

type Test<Subject> = (subject: Subject) => boolean;
type Node<Subject> = Operand<Subject> | { at: number; test: Test<Subject> };

/**
 * Reads a condition.
 * @param text at most 2,000 characters and 50 parentheses deep
 * @param option where it was given, for problems
 * @param look says what names stand for
 * @throws {ProblemError} when it is no condition: what, in which column, and what to write
 */
export function parseExpression<Subject>(text: string, option: string, look: Names<Subject>): Expression<Subject> {
  const fail = (at: number, message: string, remedy: string): never => {
    throw new ProblemError([{ code: 'expression', message, remedy, file: option, column: at + 1, excerpt: pointer(text, at) }]);
  };
  if (text.length > MOST_CHARACTERS) fail(MOST_CHARACTERS, `longer than ${MOST_CHARACTERS} characters`, 'give the option several times');
  const tokens = tokenize(text, fail);
  const names = new Map<string, Name<Subject>>();
  let next = 0;
  let depth = 0;
  const isSign = (...signs: string[]): boolean => tokens[next]!.kind === 'sign' && signs.includes(String(tokens[next]!.value));

  const joined = (sign: string, part: () => Node<Subject>, join: (tests: Test<Subject>[]) => Test<Subject>): Node<Subject> => {
    const first = part();
    if (!isSign(sign)) return first;
    const tests = [testOf(first, fail)];
    while (isSign(sign)) {
      next += 1;
      tests.push(testOf(part(), fail));
    }
    return { at: first.at, test: join(tests) };
  };
  const either = (): Node<Subject> => joined('||', both, (tests) => (subject) => tests.some((test) => test(subject)));
  const both = (): Node<Subject> => joined('&&', negated, (tests) => (subject) => tests.every((test) => test(subject)));
  const nested = (read: () => Node<Subject>): Node<Subject> => {
    const { at } = tokens[next++]!;
    depth += 1;
    if (depth > MOST_DEPTH) fail(at, `deeper than ${MOST_DEPTH} levels`, 'write it flatter');
    const node = read();
    depth -= 1;
    return node;
  };
  const negated = (): Node<Subject> => {
    if (!isSign('!')) return comparison();
    const { at } = tokens[next]!;
    const test = testOf(nested(negated), fail);
    return { at, test: (subject) => !test(subject) };
  };
  const comparison = (): Node<Subject> => {
    const left = primary();
    if (!isSign(...COMPARISONS)) return left;
    const sign = tokens[next++]!;
    const right = primary();
    if (isSign(...COMPARISONS)) fail(tokens[next]!.at, 'a comparison has two sides', 'join two comparisons with &&');
    for (const side of [left, right]) if ('test' in side) fail(side.at, 'a condition cannot be compared', 'compare names with values, and join with && and ||');
    return { at: left.at, test: compared(String(sign.value), sign.at, left as Operand<Subject>, right as Operand<Subject>, fail) };
  };
  const primary = (): Node<Subject> => {
    const token = tokens[next]!;
    if (isSign('(')) {
      const node = nested(either);
      if (!isSign(')')) fail(tokens[next]!.at, 'a closing parenthesis is missing', `write ) for the ( in column ${token.at + 1}`);
      next += 1;
      return node;
    }
    if (token.kind === 'end' || token.kind === 'sign') fail(token.at, token.kind === 'end' ? 'ends too early' : `unexpected ${String(token.value)}`, 'write a name such as role.label, or a value');
    next += 1;
    if (token.kind === 'literal') return { at: token.at, said: text.slice(token.at, tokens[next]!.at).trim(), kind: kindOf(token.value), literal: token.value, of: () => [token.value] };
    const said = String(token.value);
    const name = look(said);
    if ('message' in name) return fail(token.at, name.message, name.remedy);
    names.set(said, name);
    return { ...name, at: token.at, said };
  };

  const test = testOf(either(), fail);
  const rest = tokens[next]!;
  if (rest.kind !== 'end') fail(rest.at, `unexpected ${text.slice(rest.at, tokens[next + 1]!.at).trim()}`, 'write ==, !=, <, <=, >, >=, && or || between names and values');
  return { text, names, holds: test };
}

type Fail = (at: number, message: string, remedy: string) => never;

function tokenize(text: string, fail: Fail): Token[] {
  const tokens: Token[] = [];
  let at = text.length - text.trimStart().length;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) return fail(at, ...unexpected(text[at]!));
    const { number, text: quoted, field, name, sign } = found.groups!;
    if (number !== undefined) tokens.push({ at, kind: 'literal', value: Number(number) });
    else if (quoted !== undefined) tokens.push({ at, kind: 'literal', value: unquoted(quoted) });
    else if (field !== undefined) tokens.push({ at, kind: 'name', value: `meta.${unquoted(field)}` });
    else if (name === 'true' || name === 'false') tokens.push({ at, kind: 'literal', value: name === 'true' });
    else if (name === 'null') tokens.push({ at, kind: 'literal', value: null });
    else tokens.push(name !== undefined ? { at, kind: 'name', value: name } : { at, kind: 'sign', value: sign! });
    at += found[0].length;
  }
  tokens.push({ at, kind: 'end', value: null });
  return tokens;
}

function unexpected(char: string): [message: string, remedy: string] {
  if (char === '"' || char === "'") return ['a quotation mark is never closed', `close the text with ${char}`];
  const meant = new Map([['=', '=='], ['&', '&&'], ['|', '||']]).get(char);
  if (meant !== undefined) return [`unexpected ${char}`, `write ${meant}`];
  return [`unexpected ${char}`, 'put text and dates in quotes; write numbers as 0.5'];
}

/** A backslash stands before a quotation mark or a backslash. */
function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/gsu, '$1');
}

/** The condition around the place, with a mark below it. */
function pointer(text: string, at: number): [string, string] {
  const from = Math.max(0, at - 50);
  return [text.slice(from, at + 50).replace(/\s/g, ' '), `${' '.repeat(at - from)}^`];
}

function kindOf(value: Scalar): Name<unknown>['kind'] {
  return typeof value === 'number' ? 'number' : typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'truth' : 'any';
}

function testOf<Subject>(node: Node<Subject>, fail: Fail): Test<Subject> {
  if ('test' in node) return node.test;
  if (node.literal !== undefined) return fail(node.at, `${node.said} alone says nothing of a document`, 'compare it with a name');
  if (node.kind === 'number' || node.kind === 'text') return fail(node.at, `${node.said} is a ${node.kind}, not a condition`, `compare it, as in ${node.said} ${node.kind === 'text' ? '!= null' : '>= 0.5'}`);
  return (subject) => node.of(subject).includes(true);
}

/** What is known beforehand to be no comparison is refused: a gate that can never fail would look like a gate that passed. */
function compared<Subject>(sign: string, at: number, left: Operand<Subject>, right: Operand<Subject>, fail: Fail): Test<Subject> {
  if (left.literal !== undefined && right.literal !== undefined) return fail(left.at, 'two values are compared, and nothing of a document', 'name what to compare, such as role.theta');
  for (const [name, literal] of [[left, right], [right, left]] as const) {
    if (literal.literal === undefined) continue;
    if (literal.literal === null) return sign === '==' || sign === '!=' ? (subject) => name.of(subject).some((value) => (value === null) === (sign === '==')) : fail(at, `null has no order`, 'compare it with == or !=');
    const nearest = name.choices && typeof literal.literal === 'string' && !name.choices.includes(literal.literal);
    if (nearest) fail(literal.at, `${name.said} is never ${literal.said}`, `write one of ${name.choices!.map((choice) => `"${choice}"`).join(', ')}`);
  }
  if (left.kind !== right.kind && left.kind !== 'any' && right.kind !== 'any') fail(at, `${left.said} is a ${left.kind}, ${right.said} is a ${right.kind}`, 'put text in quotes, and numbers in none');
  if ((left.kind === 'truth' || right.kind === 'truth') && sign !== '==' && sign !== '!=') fail(at, 'true and false have no order', 'compare them with == or !=');
  return (subject) => {
    const others = right.of(subject);
    return left.of(subject).some((value) => others.some((other) => meets(sign, value, other)));
  };
}

/** A missing value meets nothing. A number and a text are compared as numbers where the text is one. */
function meets(sign: string, left: Scalar, right: Scalar): boolean {
  if (left === null || right === null) return false;
  const [a, b] = typeof left === 'number' ? [left, asNumber(right)] : typeof right === 'number' ? [asNumber(left), right] : [left, right];
  if (sign === '==') return a === b;
  if (sign === '!=') return a !== b;
  if (typeof a !== typeof b || typeof a === 'boolean') return false;
  return sign === '<' ? a < b : sign === '<=' ? a <= b : sign === '>' ? a > b : a >= b;
}

function asNumber(value: string | number | boolean): string | number | boolean {
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}
