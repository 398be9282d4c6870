/** Line charts of positions over time, as SVG. Pure: no DOM, no fonts to measure, the same bytes everywhere. */
import { escapeMarkup } from './markup.js';

/** One period of a line. */
export interface ChartPoint {
  /** Middle of the period, in years: 2018.5. */
  x: number;
  /** What a reader calls the period: `2018`, `1970s`. */
  label: string;
  /** The value; null leaves a gap. */
  y: number | null;
  /** Ends of its interval; null draws none. */
  low: number | null;
  high: number | null;
}

/** One line, one colour. */
export interface ChartSeries {
  /** Shown in the legend where there are several lines. */
  name: string;
  /** In the order of time. */
  points: readonly ChartPoint[];
}

/** How a chart is to look. */
export interface ChartOptions {
  title: string;
  /** Names of the ends of the y axis, the low one first. */
  poles: readonly [string, string];
  /** Pixels; 720 by 300 if absent. */
  width?: number;
  height?: number;
}

/** Okabe & Ito 2008, "Color Universal Design", without the yellow, which is too pale for lines on white. */
const COLORS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000'];
/** From the eighth line on, colours come again with another dash. */
const DASHES = ['', '7 3', '2 3'];
/** More bands than this hide each other: only lines and points are drawn. */
const MOST_BANDS = 3;
const SIZE = { width: 720, height: 300 };
const MARGIN = { top: 46, right: 16, bottom: 48, left: 52 };
/** Characters of a legend line at 11 px, on the safe side. */
const LETTER = 6.6;
/** A page may show the names of periods larger; the last must not be cut at the edge. */
const WIDE_LETTER = 8.4;

/**
 * Draws positions over time: a line and points for each series, its interval as a band (up to three series), zero as a
 * line, and the poles in words at both ends of the y axis.
 * @param series one a group; points with `y: null` leave a gap
 * @param options title, poles, size
 * @returns a complete `<svg>` element, well-formed XML with every text escaped and no style sheet, script or id, so that
 *   several can stand on one page; without any value it says so
 */
export function trendChart(series: readonly ChartSeries[], options: ChartOptions): string {
  const { width = SIZE.width, height = SIZE.height } = options;
  const legend = series.length > 1 ? legendOf(series, width) : { rows: 0, parts: [] };
  const total = height + legend.rows * 16;
  const frame = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom };
  const points = series.flatMap((one) => one.points);
  const known = points.filter(({ y }) => y !== null);
  const bands = series.length <= MOST_BANDS;
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" role="img" aria-label="${escapeMarkup(options.title)}" font-family="system-ui, sans-serif" font-size="11" fill="#333">`,
    `<rect width="${width}" height="${total}" fill="#fff"/>`,
    text(frame.left, 16, options.title, 'font-size="13" font-weight="bold"'),
  ];
  if (known.length === 0) return [...out, text(frame.left, height / 2, 'No period has enough evidence.'), '</svg>'].join('\n');

  const ends = known.flatMap(({ y, low, high }) => [y!, ...(bands ? [low ?? y!, high ?? y!] : [])]);
  const ys = ticks(Math.min(0, ...ends), Math.max(0, ...ends), 6);
  const yOf = scale(ys[0]!, ys.at(-1)!, frame.bottom, frame.top);
  const xs = points.map(({ x }) => x);
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  const room = first === last ? 1 : (last - first) / 40;
  const xOf = scale(first - room, last + room, frame.left, frame.right);

  for (const y of ys) {
    out.push(`<line x1="${frame.left}" x2="${frame.right}" y1="${yOf(y)}" y2="${yOf(y)}" stroke="${y === 0 ? '#666' : '#e3e3e3'}"/>`);
    out.push(text(frame.left - 6, yOf(y), number(y), 'text-anchor="end" dy="0.32em"'));
  }
  out.push(text(frame.left, frame.top - 10, `\u2191 ${options.poles[1]}`, 'font-style="italic"'));
  out.push(text(frame.left, frame.bottom + 17, `\u2193 ${options.poles[0]}`, 'font-style="italic"'));
  for (const { x, label } of labelled(points, (frame.right - frame.left) / Math.max(64, 24 + WIDE_LETTER * Math.max(...points.map(({ label }) => label.length))))) out.push(text(Math.round(Math.min(xOf(x), width - (label.length * WIDE_LETTER) / 2) * 10) / 10, frame.bottom + 33, label, 'text-anchor="middle"'), `<line x1="${xOf(x)}" x2="${xOf(x)}" y1="${frame.bottom}" y2="${frame.bottom + 4}" stroke="#666"/>`);
  series.forEach((one, i) => out.push(...drawn(one, i, bands, xOf, yOf)));
  return [...out, ...legend.parts.map(({ x, row, i, name }) => legendEntry(x, height + row * 16, i, name)), '</svg>'].join('\n');
}

/** Puts charts below each other in one SVG document. */
export function stackCharts(charts: readonly string[]): string {
  const sizes = charts.map((chart) => /^<svg [^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(chart)!.slice(1).map(Number) as [number, number]);
  let y = 0;
  const placed = charts.map((chart, i) => {
    const at = y;
    y += sizes[i]![1];
    return chart.replace('<svg ', `<svg y="${at}" `);
  });
  const width = Math.max(0, ...sizes.map(([each]) => each));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}">\n${placed.join('\n')}\n</svg>\n`;
}

type Scale = (value: number) => number;

function drawn({ name, points }: ChartSeries, i: number, bands: boolean, xOf: Scale, yOf: Scale): string[] {
  const out: string[] = [];
  const color = COLORS[i % COLORS.length]!;
  for (const run of runs(points)) {
    const inside = run.filter(({ low, high }) => low !== null && high !== null);
    if (bands && inside.length > 1) {
      const edge = [...inside.map(({ x, high }) => `${xOf(x)},${yOf(high!)}`), ...inside.toReversed().map(({ x, low }) => `${xOf(x)},${yOf(low!)}`)];
      out.push(`<polygon points="${edge.join(' ')}" fill="${color}" fill-opacity="0.15"/>`);
    } else if (bands) {
      // A period between two gaps: a band would have no width.
      for (const { x, low, high } of inside) out.push(`<line x1="${xOf(x)}" x2="${xOf(x)}" y1="${yOf(low!)}" y2="${yOf(high!)}" stroke="${color}" stroke-opacity="0.3" stroke-width="3"/>`);
    }
    out.push(`<polyline points="${run.map(({ x, y }) => `${xOf(x)},${yOf(y!)}`).join(' ')}" fill="none" stroke="${color}" stroke-width="1.5"${dash(i)}/>`);
    for (const { x, y, low, high, label } of run)
      out.push(`<circle cx="${xOf(x)}" cy="${yOf(y!)}" r="2.5" fill="${color}"><title>${escapeMarkup(`${name === '' ? '' : `${name}, `}${label}: ${number(y!)}${low !== null && high !== null ? ` (${number(low)} to ${number(high)})` : ''}`)}</title></circle>`);
  }
  return out;
}

/** Stretches without a gap. */
function runs(points: readonly ChartPoint[]): ChartPoint[][] {
  const out: ChartPoint[][] = [[]];
  for (const point of points) {
    if (point.y !== null) out.at(-1)!.push(point);
    else if (out.at(-1)!.length > 0) out.push([]);
  }
  return out.filter((run) => run.length > 0);
}

function legendOf(series: readonly ChartSeries[], width: number): { rows: number; parts: { x: number; row: number; i: number; name: string }[] } {
  let [x, row] = [MARGIN.left, 0];
  const parts = series.map(({ name }, i) => {
    const wide = 34 + Math.min([...name].length, 40) * LETTER;
    if (x > MARGIN.left && x + wide > width - MARGIN.right) [x, row] = [MARGIN.left, row + 1];
    const part = { x, row, i, name: [...name].length > 40 ? `${[...name].slice(0, 39).join('')}\u2026` : name };
    x += wide;
    return part;
  });
  return { rows: row + 1, parts };
}

function legendEntry(x: number, y: number, i: number, name: string): string {
  return `<line x1="${x}" x2="${x + 18}" y1="${y}" y2="${y}" stroke="${COLORS[i % COLORS.length]!}" stroke-width="2"${dash(i)}/>\n${text(x + 22, y, name, 'dy="0.32em"')}`;
}

function dash(i: number): string {
  const pattern = DASHES[Math.floor(i / COLORS.length) % DASHES.length]!;
  return pattern === '' ? '' : ` stroke-dasharray="${pattern}"`;
}

/** As many period names as there is room for, each once, evenly spread. */
function labelled(points: readonly ChartPoint[], most: number): ChartPoint[] {
  const unique = [...new Map(points.map((point) => [point.x, point])).values()].sort((a, b) => a.x - b.x);
  const step = Math.max(1, Math.ceil(unique.length / Math.max(1, Math.floor(most))));
  return unique.filter((_, i) => i % step === 0);
}

/** Round numbers that cover a range: steps of 1, 2 or 5 times a power of ten. */
function ticks(low: number, high: number, most: number): number[] {
  const rough = (high - low || 1) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough)!;
  const [from, to] = [Math.floor(low / step), Math.max(Math.ceil(high / step), Math.floor(low / step) + 1)];
  return Array.from({ length: to - from + 1 }, (_, i) => Number(((from + i) * step).toPrecision(12)));
}

function scale(from: number, to: number, start: number, end: number): Scale {
  return (value) => Math.round((start + ((value - from) / (to - from)) * (end - start)) * 10) / 10;
}

function number(value: number): string {
  const short = Math.round(value * 100) / 100;
  return short < 0 ? `\u2212${-short}` : String(short === 0 ? 0 : short);
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${x}" y="${y}"${attributes === '' ? '' : ` ${attributes}`}>${escapeMarkup(content)}</text>`;
}
