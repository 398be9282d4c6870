import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stackCharts, trendChart } from '../src/report/chart.js';
import type { ChartSeries } from '../src/report/chart.js';
import { xmlFaults } from './support/markup.js';

const OPTIONS = { title: 'tone', poles: ['cold', 'warm'] as const };
const line = (name: string, ys: readonly (number | null)[]): ChartSeries => ({
  name,
  points: ys.map((y, i) => ({ x: 2000.5 + i, label: String(2000 + i), y, low: y === null ? null : y - 1, high: y === null ? null : y + 1 })),
});
const count = (svg: string, what: string): number => svg.split(what).length - 1;

describe('a chart', () => {
  test('names the poles at both ends, the high one above', () => {
    const svg = trendChart([line('', [0, 1, 2])], OPTIONS);
    const at = (pole: string): number => Number(new RegExp(`y="([\\d.]+)"[^>]*>. ${pole}<`).exec(svg)![1]);
    expect(at('warm')).toBeLessThan(at('cold'));
  });
  test('a gap parts line and band; a lone period keeps its interval', () => {
    const svg = trendChart([line('', [0, 1, null, 2, null, 1, 1])], OPTIONS);
    expect(['<polyline', '<polygon', '<circle', 'stroke-opacity'].map((what) => count(svg, what))).toEqual([3, 2, 5, 1]);
  });
  test('several lines have a legend and their own colours; four have no bands', () => {
    const svg = trendChart(['a', 'b', 'c', 'd'].map((name) => line(name, [0, 1])), OPTIONS);
    expect(count(svg, '<polygon')).toBe(0);
    expect(new Set(svg.match(/<polyline[^>]* stroke="(#\w+)"/g))).toHaveProperty('size', 4);
    for (const name of ['a', 'b', 'c', 'd']) expect(svg).toContain(`>${name}</text>`);
  });
  test('the eighth line has a dash, since colours come again', () => {
    const svg = trendChart(Array.from({ length: 8 }, (_, i) => line(String(i), [i])), OPTIONS);
    expect(count(svg, '<polyline')).toBe(8);
    expect(svg.match(/<polyline[^>]*stroke-dasharray/g)).toHaveLength(1);
  });
  test('nothing to draw is said', () => {
    expect(trendChart([line('', [null, null])], OPTIONS)).toContain('No period has enough evidence');
    expect(xmlFaults(trendChart([], OPTIONS))).toEqual([]);
  });
  test('one point, and no interval', () => {
    const svg = trendChart([{ name: '', points: [{ x: 2000.5, label: '2000', y: 0, low: null, high: null }] }], OPTIONS);
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(xmlFaults(svg)).toEqual([]);
  });
});

test('whatever the names and values, charts are well-formed and finite', () => {
  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('</svg><script>', '&amp;', '"\'', '\u0000\u202e\ufffe\ud800'));
  const value = fc.option(fc.double({ min: -8, max: 8, noNaN: true }), { nil: null });
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.array(value, { maxLength: 12 })), { maxLength: 9 }), name, name, (lines, title, pole) => {
      const chart = trendChart(lines.map(([each, ys]) => line(each, ys)), { title, poles: [pole, pole] });
      const svg = stackCharts([chart, chart]);
      expect(xmlFaults(svg)).toEqual([]);
      expect(svg.replace(/>[^<]*</g, '><').replace(/aria-label="[^"]*"/g, '')).not.toMatch(/NaN|Infinity|undefined/);
    }),
    { numRuns: 30 },
  );
});
