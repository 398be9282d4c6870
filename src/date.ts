/** Dates as ISO 8601, as exact as they are known. Nothing is guessed: 9/4/2018 is a day in April to some, in September to others. */

const ISO = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/;

/**
 * A year, month or day of the calendar.
 * @param year four digits
 * @param month one or two digits; without it the date is a year
 * @param day one or two digits; without it the date is a month
 * @returns `2018`, `2018-04` or `2018-04-09`; null when there is no such month or day
 */
export function isoDate(year: string, month?: string, day?: string): string | null {
  if (month === undefined) return year;
  const number = Number(month);
  if (number < 1 || number > 12) return null;
  if (day === undefined) return `${year}-${month.padStart(2, '0')}`;
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = number === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(number) ? 30 : 31;
  if (Number(day) < 1 || Number(day) > days) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/**
 * Reads a date from a record: a year, a month, a day, or a day with a time, which is left out. The day is the one that is
 * written, whatever its time zone.
 * @returns ISO 8601; null when it is anything else
 */
export function toDate(text: string): string | null {
  const found = ISO.exec(text.trim());
  return found && isoDate(found[1]!, found[2], found[3]);
}
