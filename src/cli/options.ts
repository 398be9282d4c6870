/** Options that several commands share, and what their values may be. */
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { DEFAULTS } from '../classify.js';
import type { Shard } from './flags.js';

/** Where documents come from. */
export function documents(command: Command): Command {
  return records(
    command
      .argument('[patterns...]', 'files, folders, quoted globs, or - for standard input')
      .option('--files-from <file>', 'read the names of documents from a file, or - for standard input')
      .option('-0, --null', 'names in --files-from are separated by NUL')
      .option('--allow-empty', 'a pattern that matches nothing is no error'),
  );
}

/** What a file holds, and what it and its name say of a document. */
export function records(command: Command): Command {
  return encoded(command)
    .addOption(new Option('--input-format <format>', 'what a file holds: a text, or records, one document each').choices(['text', 'ndjson', 'csv']).default('text'))
    .option('--id-field <name>', "a record's field that names it (default: id)")
    .option('--text-field <name>', "a record's field with the text (default: text)")
    .option('--date-field <name>', "a record's field with an ISO 8601 date (default: date)")
    .option('--title-field <name>', "a record's field with the title (default: title)")
    .option('--keep <fields>', "more fields of records for the results' meta, separated by commas, or all", fieldNames)
    .option('--date-from <pattern>', "read date and fields from a document's name, e.g. {country}_{session}_{year}");
}

/** Names of fields, separated by commas, or all; may be given several times. */
export function fieldNames(text: string, before: string[] | 'all' = []): string[] | 'all' {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('give names, separated by commas, or all');
  return text.trim() === 'all' || before === 'all' ? 'all' : [...before, ...names];
}

/** What a text is in. */
export function encoded(command: Command): Command {
  return command.option('--encoding <label>', 'what text files are in, e.g. windows-1252 or gb18030; found out if absent');
}

/** Which lexicons are in force. */
export function lexicons(command: Command): Command {
  return command
    .option('--lexicon <file>', 'add a lexicon file; may be given several times', several)
    .option('--lexicons <folder>', 'use the lexicons of a folder instead of the built-in ones');
}

/** Which documents count. */
export function condition(command: Command): Command {
  return command.option('--where <condition>', 'only documents for which it holds, and unreadable ones; may be given several times', several);
}

/** Which documents count, and which of them fail the run. */
export function gates(command: Command): Command {
  return condition(command)
    .option('--fail-on <condition>', 'a document for which it holds makes the exit code 1; may be given several times', several)
    .option('--baseline <file>', 'results of an earlier run (json, ndjson): what met --fail-on there fails no more')
    .option('--max-errors <n>', 'documents that may be unreadable before the exit code is 1', wholeNumber, 0);
}

/** An option that may be given several times. */
export function several(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** How labels and intervals are made. */
export function scoring(command: Command): Command {
  return colors(
    command
      .option('--strict', 'name a pole only where the 95 % interval excludes 0')
      .option('--seed <n>', 'seed of the resampling', wholeNumber, DEFAULTS.seed)
      .option('--resamples <n>', 'resamples for intervals', wholeNumber, DEFAULTS.resamples),
  );
}

/** How many threads classify. */
export function threads(command: Command): Command {
  return command.option('--jobs <n>', 'threads that classify; if absent, one, and all processors (up to 8) where the input is large', jobs);
}

function jobs(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 256) throw new InvalidArgumentError('give a whole number from 1 to 256');
  return number;
}

/** One part of the documents. */
export function shard(text: string): Shard {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!index || !count || index > count || count > 1_000_000) throw new InvalidArgumentError('give a part and the number of parts, e.g. 1/8 up to 8/8');
  return { index, count };
}

/** How differences are shown. */
export function comparison(command: Command, formats: readonly string[]): Command {
  return colors(
    command
      .option('--moved <x>', 'also show documents whose theta moved by more than this', amount, 0.5)
      .addOption(new Option('-f, --format <format>', 'of the differences').choices(formats).default('pretty')),
  );
}

/** Colour, or none. */
export function colors(command: Command): Command {
  return command.option('--color', 'colour, whatever the terminal').option('--no-color', 'no colour');
}

/** A number, 0 or more. */
export function amount(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number < Infinity)) throw new InvalidArgumentError('give a number, 0 or more');
  return number;
}

/** Two names, separated by a comma. */
export function twoNames(text: string): [string, string] {
  const [minus, plus, ...more] = text.split(',').map((name) => name.trim());
  if (!minus || !plus || more.length > 0) throw new InvalidArgumentError('give two names, separated by a comma');
  return [minus, plus];
}

/** A number between 0 and 1. */
export function share(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number < 1)) throw new InvalidArgumentError('give a number between 0 and 1');
  return number;
}

/** A whole number up to a million. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 1_000_000) throw new InvalidArgumentError('give a whole number from 0 to 1000000');
  return number;
}
