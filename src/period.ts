/** Dates as exact as they are known, and the periods they fall into. Pure. */

/** A date; month and day are null where they are not known. */
export interface PartialDate {
  year: number;
  month: number | null;
  day: number | null;
}

/** How long a period is. */
export interface Unit {
  /** As the user wrote it: `year`, `quarter`, `decade`, `5-years`. */
  name: string;
  months: number;
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?$/;

/**
 * Reads `2018`, `2018-04`, `2018-04-09`, or a date with a time.
 * @returns null where it is none of these, or no day of the calendar
 */
export function parseDate(text: string): PartialDate | null {
  const match = DATE.exec(text.trim());
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), match[2] === undefined ? null : Number(match[2]), match[3] === undefined ? null : Number(match[3])];
  if (month !== null && (month < 1 || month > 12)) return null;
  if (day !== null && (day < 1 || day > daysIn(year, month!))) return null;
  return { year, month, day };
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Middle of what is known of a date, in years: `2018` is 2018.5. */
export function yearsOf({ year, month, day }: PartialDate): number {
  if (month === null) return year + 0.5;
  return year + (month - 1) / 12 + (day === null ? 0.5 : (day - 0.5) / daysIn(year, month)) / 12;
}

/**
 * Reads the length of a period.
 * @param text `year`, `quarter`, `decade` or `N-years` (2 to 100)
 * @returns null where it is none of these
 */
export function parseUnit(text: string): Unit | null {
  const known: Record<string, number> = { quarter: 3, year: 12, decade: 120 };
  if (Object.hasOwn(known, text)) return { name: text, months: known[text]! };
  const years = Number(/^(\d{1,3})-years$/.exec(text)?.[1]);
  return years >= 2 && years <= 100 ? { name: text, months: 12 * years } : null;
}

/**
 * Number of the period that a date falls into, counted from the year 0: `5-years` are 1970-1974, 1975-1979.
 * @returns null where the date is not exact enough
 */
export function periodOf({ year, month }: PartialDate, { months }: Unit): number | null {
  if (months < 12) return month === null ? null : Math.floor((year * 12 + month - 1) / months);
  return Math.floor((year * 12) / months);
}

/** What a reader calls a period: `2018-Q2`, `2018`, `1990s`, `1970-1974`. */
export function periodName(index: number, { name, months }: Unit): string {
  const year = Math.floor((index * months) / 12);
  const padded = (value: number): string => String(value).padStart(4, '0');
  if (months < 12) return `${padded(year)}-Q${((index * months) % 12) / 3 + 1}`;
  if (name === 'decade') return `${padded(year)}s`;
  return months === 12 ? padded(year) : `${padded(year)}-${padded(year + months / 12 - 1)}`;
}

/** Middle of a period, in years. */
export function periodMiddle(index: number, { months }: Unit): number {
  return ((index + 0.5) * months) / 12;
}
